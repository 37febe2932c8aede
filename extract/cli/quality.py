"""`extract eval` and `train`: how good records are, and better taggers."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from extract.cli.common import RunArgument, counted
from extract.errors import ConfigError

if TYPE_CHECKING:
    from extract.evaluate import Evaluation


def evaluate(
    gold: Annotated[Path, typer.Argument(metavar="GOLD", help="Annotated articles, JSONL.")],
    out: RunArgument,
    *,
    errors: Annotated[int, typer.Option(min=0, metavar="N", help="Show N differing articles a measure.")] = 0,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object instead of a table.")] = False,
) -> None:
    """Compare records with gold annotation.

    Prints precision, recall and F1 of each measure.

    Example: extract eval gold.jsonl runs/may --errors 3
    """
    import orjson

    from extract import evaluate as evaluation
    from extract.results import records_file

    annotated = evaluation.read_annotations(gold, "id")
    records = evaluation.read_annotations(records_file(out), "doc_id")
    if missing := annotated.keys() - records.keys():
        typer.echo(f"extract: {out} has no record of {counted(len(missing), 'article')} of {gold}", err=True)
    result = evaluation.evaluate(annotated.values(), records)
    _show_differences(result, errors)
    if as_json:
        typer.echo(orjson.dumps(result.as_json()).decode())
    else:
        typer.echo(_score_table(result))


def train(
    data: Annotated[list[Path], typer.Argument(metavar="DATA", help="Sentences with entities, JSONL.")],
    *,
    out: Annotated[Path, typer.Option(metavar="FILE", help="The model, for --tagger model:FILE.")],
    gold: Annotated[list[Path] | None, typer.Option(metavar="GOLD", help="Annotated articles, JSONL.")] = None,
    articles: Annotated[list[Path] | None, typer.Option(metavar="FILE", help="The texts of each GOLD, JSONL.")] = None,
    dev: Annotated[
        list[Path] | None, typer.Option(metavar="FILE", help="More sentences that are only measured on.")
    ] = None,
    unlabelled: Annotated[Path | None, typer.Option(metavar="FILE", help="Plain texts, JSONL or JSONL.xz.")] = None,
    generated: Annotated[
        int, typer.Option(min=0, metavar="N", help="Sentences of the built-in grammar to add.")
    ] = 15_000,
    held_back: Annotated[
        float, typer.Option(min=0, max=0.9, metavar="SHARE", help="Share of DATA that is only measured on.")
    ] = 0.05,
    epochs: Annotated[int, typer.Option(min=1, metavar="N", help="Passes over the data.")] = 14,
    seed: Annotated[int, typer.Option(metavar="N", help="The same seed gives the same model.")] = 13,
    threads: Annotated[int, typer.Option(min=1, metavar="N", help="Cores to use.")] = 1,
) -> None:
    """Train a tagger and print its F1 on what was held back.

    Needs the train extra (torch and onnx). A line of DATA is
    {"text": …, "entities": [{"start": …, "end": …, "type": "PER"}, …]}.

    Example: extract train sentences.jsonl --out mine.onnx
    """
    import logging

    from extract.taggers.training.command import train as train_tagger

    if len(gold or ()) != len(articles or ()):
        raise ConfigError("--gold and --articles go together")
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    pairs = list(zip(articles or (), gold or (), strict=True))
    scores = train_tagger(
        data, out, gold=pairs, dev=dev or (), unlabelled=unlabelled, generated=generated,
        held_back=held_back, epochs=epochs, seed=seed, threads=threads,
    )  # fmt: skip
    for source, f1 in scores.items():
        typer.echo(f"{source or 'data'}: " + ", ".join(f"{label} {value:.1f}" for label, value in f1.items()))


def _show_differences(result: Evaluation, most: int) -> None:
    shown: dict[str, int] = {}
    for difference in result.differences:
        number = shown[difference.measure] = shown.get(difference.measure, 0) + 1
        if number <= most:
            sides = f"missed {list(difference.missed)}  spurious {list(difference.spurious)}"
            typer.echo(f"{difference.measure:16} {difference.doc_id}  {sides}", err=True)


def _score_table(result: Evaluation) -> str:
    lines = [f"{'measure':18}{'P':>8}{'R':>8}{'F1':>8}{'gold':>7}{'found':>7}"]
    for name, score in result.scores.items():
        ratios = f"{score.precision:8.3f}{score.recall:8.3f}{score.f1:8.3f}"
        lines.append(f"{name:18}{ratios}{score.gold:7}{score.predicted:7}")
    return "\n".join([*lines, f"{'mean F1':34}{result.mean_f1:8.3f}"])
