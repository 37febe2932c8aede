"""Writing a network as one `.onnx` file of 8-bit numbers, with its vocabulary inside."""

from __future__ import annotations

import base64
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import cast

import numpy as np
import onnx
import torch
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper
from onnxruntime.quantization import CalibrationDataReader, QuantFormat, QuantType, quantize_static

from extract.taggers.compact import FORMAT
from extract.taggers.features import DILATIONS, Encoder, Vocabulary
from extract.taggers.labels import TAGS
from extract.taggers.screen import Screen
from extract.taggers.training.corpora import STYLES, Example
from extract.taggers.training.fit import numbered
from extract.taggers.training.network import SIZES, Network

Floats = NDArray[np.float32]


def export(
    parts: tuple[Network, Vocabulary, Screen], samples: Sequence[Example], path: Path, card: dict[str, str]
) -> None:
    """Write a network to `path`, its numbers reduced to 8 bits by what they are on `samples`.

    Vocabulary, screen and `card` go in as metadata.
    """
    network, vocabulary, screen = parts
    with tempfile.TemporaryDirectory() as folder:
        exact = Path(folder) / "exact.onnx"
        onnx.save(_graph(network), exact)
        quantize_static(
            exact,
            path,
            _Calibration(samples, Encoder(vocabulary)),
            quant_format=QuantFormat.QOperator,
            per_channel=True,
            # Seven-bit weights: processors without VNNI add pairs of products in 16 bits, which eight would overflow;
            # so the answers are the same on every machine.
            reduce_range=True,
            activation_type=QuantType.QUInt8,
            weight_type=QuantType.QInt8,
        )
    model = onnx.load(path)
    helper.set_model_props(
        model,
        {
            **card,
            "format": FORMAT,
            "tags": " ".join(TAGS),
            "styles": " ".join(STYLES),
            "characters": vocabulary.characters,
            "words": "\n".join(vocabulary.words),
            "pairs": base64.b64encode(vocabulary.pairs.astype("<u4").tobytes()).decode(),
            "screen": screen.dump(),
        },
    )
    onnx.save(model, path)


def _graph(network: Network) -> onnx.ModelProto:
    """The network as a graph, each normalisation folded into its convolution."""
    weights: list[onnx.TensorProto] = []
    nodes: list[onnx.NodeProto] = []

    def constant(name: str, values: Floats) -> str:
        weights.append(numpy_helper.from_array(np.ascontiguousarray(values, dtype=np.float32), name))
        return name

    def node(kind: str, inputs: list[str], output: str, **settings: object) -> str:
        nodes.append(helper.make_node(kind, inputs, [output], name=output, **settings))
        return output

    tables = {name: cast("torch.nn.Embedding", network.embeddings[name]).weight for name in SIZES}
    embedded = [
        node("Gather", [constant(f"{name}_table", table.detach().numpy()), name], f"{name}_embedded")
        for name, table in tables.items()
    ]
    hidden = node("Concat", embedded, "embedded", axis=1)
    hidden = node("Transpose", [hidden], "columns", perm=[1, 0])
    weights.append(numpy_helper.from_array(np.array([0], dtype=np.int64), "first"))
    hidden = node("Unsqueeze", [hidden, "first"], "hidden_0")
    for depth, (convolution, norm) in enumerate(zip(network.convolutions, network.norms, strict=True), start=1):
        kernel, bias = _folded(cast("torch.nn.Conv1d", convolution), cast("torch.nn.BatchNorm1d", norm))
        dilation = DILATIONS[depth - 1]
        inputs = [hidden, constant(f"kernel_{depth}", kernel), constant(f"bias_{depth}", bias)]
        fresh = node("Conv", inputs, f"convolved_{depth}", kernel_shape=[3], dilations=[dilation], pads=[dilation] * 2)
        fresh = node("Relu", [fresh], f"fresh_{depth}")
        hidden = node("Add", [fresh, hidden], f"hidden_{depth}") if depth > 1 else fresh
    output = network.output
    inputs = [hidden, constant("kernel", output.weight.detach().numpy())]
    inputs.append(constant("bias", cast("torch.Tensor", output.bias).detach().numpy()))
    node("Conv", inputs, "scores", kernel_shape=[1])
    graph = helper.make_graph(
        nodes,
        "tagger",
        [helper.make_tensor_value_info(name, TensorProto.INT32, ["characters"]) for name in SIZES],
        [helper.make_tensor_value_info("scores", TensorProto.FLOAT, [1, len(TAGS), "characters"])],
        weights,
    )
    return helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=9)


def _folded(convolution: torch.nn.Conv1d, norm: torch.nn.BatchNorm1d) -> tuple[Floats, Floats]:
    deviation = torch.sqrt(cast("torch.Tensor", norm.running_var) + norm.eps)
    scale = norm.weight / deviation
    bias = norm.bias - cast("torch.Tensor", norm.running_mean) * scale
    return (convolution.weight * scale[:, None, None]).detach().numpy(), bias.detach().numpy()


class _Calibration(CalibrationDataReader):  # type: ignore[misc]
    """Streams of sample sentences, from which the range of every value is read off."""

    def __init__(self, samples: Sequence[Example], encoder: Encoder) -> None:
        self._streams = self._read(samples, encoder)

    def _read(self, samples: Sequence[Example], encoder: Encoder) -> Iterator[dict[str, NDArray[np.int32]]]:
        for first in range(0, len(samples), 64):
            numbers, _ = numbered(samples[first : first + 64], encoder)
            yield {name: values.astype(np.int32) for name, values in numbers.items()}

    def get_next(self) -> dict[str, NDArray[np.int32]] | None:
        """The next stream, or None after the last."""
        return next(self._streams, None)
