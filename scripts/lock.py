"""Write requirements/ci.txt: every package that tests and fuzzing need, at one version, with the hash of its archive.

usage: python scripts/lock.py [REQUIREMENT ...]     (asks pip what it would install here, and installs nothing)
"""

import json
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parent.parent
HEAD = "# What tests and fuzzing need: Linux, x86-64, Python 3.11. `make lock` writes it, `make audit` reads it.\n"
UNLOCKED = {"extract", "torch"}
"""The package itself, and torch: registries serve builds of different hardware under one version."""


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "report.json"
        options = ["--quiet", "--dry-run", "--ignore-installed", "--report", str(report)]
        wanted = [f"{ROOT}[test,fuzz]", *sys.argv[1:]]
        subprocess.run([sys.executable, "-m", "pip", "install", *options, *wanted], check=True)
        found = json.loads(report.read_text("utf-8"))["install"]
    lines = [_line(item) for item in found if item["metadata"]["name"] not in UNLOCKED]
    (ROOT / "requirements" / "ci.txt").write_text(HEAD + "".join(sorted(lines)), "utf-8")


def _line(item: dict) -> str:  # type: ignore[type-arg]
    name = item["metadata"]["name"].lower().replace("_", "-")
    digest = item["download_info"]["archive_info"]["hashes"]["sha256"]
    return f"{name}=={item['metadata']['version']} \\\n    --hash=sha256:{digest}\n"


if __name__ == "__main__":
    main()
