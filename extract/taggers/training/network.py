"""The network: embeddings of characters, pairs and words, and a few dilated convolutions over them."""

from __future__ import annotations

from typing import cast

import torch
from torch import Tensor, nn

from extract.taggers.features import DILATIONS, FLAGS, Vocabulary
from extract.taggers.labels import TAGS
from extract.taggers.training.corpora import STYLES

WIDTH = 128
SIZES = {"characters": 56, "pairs": 32, "words": 24, "places": 12, "styles": 4}
"""Width of each embedding."""


class Network(nn.Module):  # type: ignore[misc]  # torch is no dependency, so its types are unknown
    """Scores of shape (characters, tags) from the numbers of a `Stream`."""

    def __init__(self, vocabulary: Vocabulary, width: int = WIDTH, dropout: float = 0.25) -> None:
        super().__init__()
        counts = {**vocabulary.counts, "places": 1 + 4 * len(FLAGS), "styles": len(STYLES)}
        self.embeddings = nn.ModuleDict({name: nn.Embedding(counts[name], size) for name, size in SIZES.items()})
        for table in self.embeddings.values():
            nn.init.normal_(cast("nn.Embedding", table).weight, std=0.3)
        inputs = [sum(SIZES.values()), *[width] * (len(DILATIONS) - 1)]
        self.convolutions = nn.ModuleList(
            nn.Conv1d(size, width, 3, dilation=dilation, padding=dilation, bias=False)
            for size, dilation in zip(inputs, DILATIONS, strict=True)
        )
        self.norms = nn.ModuleList(nn.BatchNorm1d(width) for _ in DILATIONS)
        self.keep = (torch.rand(2**23) >= dropout) / (1 - dropout)
        self.output = nn.Conv1d(width, len(TAGS), 1)

    def forward(self, numbers: dict[str, Tensor]) -> Tensor:
        """See the class."""
        embedded = torch.cat([table(numbers[name]) for name, table in self.embeddings.items()], dim=1)
        hidden = self._drop(embedded).T[None]
        for depth, (convolution, norm) in enumerate(zip(self.convolutions, self.norms, strict=True)):
            fresh = torch.relu(norm(convolution(hidden)))
            hidden = fresh + hidden if depth else fresh
            if depth % 2 == 0:
                hidden = self._drop(hidden)
        return cast("Tensor", self.output(hidden))[0].T

    def start_from(self, vectors: dict[str, Tensor]) -> None:
        """Put first values into some embeddings."""
        with torch.no_grad():
            for name, values in vectors.items():
                cast("nn.Embedding", self.embeddings[name]).weight.copy_(values)

    def _drop(self, values: Tensor) -> Tensor:
        """Dropout whose mask is a random window of one drawn beforehand: drawing a new one costs as much as a layer."""
        if not self.training:
            return values
        first = int(torch.randint(len(self.keep) - values.numel(), ()))
        return values * self.keep[first : first + values.numel()].view(values.shape)


def open_loss(scores: Tensor, allowed: Tensor) -> Tensor:
    """The negative log of the probability that a tag is one of those allowed, averaged; `allowed` is 1 or 0 for each tag.

    Characters for which no tag is allowed are padding and do not count.
    """
    inside = allowed.sum(dim=1) > 0
    share = (torch.softmax(scores[inside], dim=1) * allowed[inside]).sum(dim=1)
    return -torch.log(share + 1e-8).mean()
