"""The same articles give the same bytes in every process: no result hangs on the order of a set."""

import os
import subprocess
import sys
from pathlib import Path

CORPUS = Path(__file__).parents[1] / "corpora" / "articles"


def _records(out: Path, hash_seed: str) -> bytes:
    command = [
        sys.executable,
        "-m",
        "extract",
        "run",
        str(CORPUS),
        str(CORPUS / "city-briefs.jsonl"),
        "--out",
        str(out),
    ]
    subprocess.run(command, env={**os.environ, "PYTHONHASHSEED": hash_seed}, check=True, capture_output=True)
    return (out / "records.jsonl").read_bytes()


def test_records_do_not_depend_on_the_hash_seed(tmp_path: Path) -> None:
    first, *others = [_records(tmp_path / seed, seed) for seed in ("1", "2", "3")]
    assert first
    assert all(other == first for other in others)
