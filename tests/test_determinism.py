"""The same articles give the same bytes in every process: no result hangs on the order of a set."""

import os
import subprocess
import sys
from pathlib import Path

CORPUS = Path(__file__).parents[1] / "corpora" / "articles"


def _records(out: Path, hash_seed: str, workers: str) -> bytes:
    command = [
        sys.executable,
        "-m",
        "extract",
        "run",
        str(CORPUS),
        str(CORPUS / "city-briefs.jsonl"),
        "--out",
        str(out),
        "--workers",
        workers,
    ]
    subprocess.run(command, env={**os.environ, "PYTHONHASHSEED": hash_seed}, check=True, capture_output=True)
    return (out / "records.jsonl").read_bytes()


def test_records_do_not_depend_on_hash_seed_process_and_workers(tmp_path: Path) -> None:
    first, *others = [
        _records(tmp_path / seed, seed, workers) for seed, workers in (("1", "0"), ("2", "1"), ("3", "3"))
    ]
    assert first
    assert all(other == first for other in others)
