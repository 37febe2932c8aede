"""Fuzz targets with atheris, one process after the other. What breaks one is left in fuzz/found/ and ends the run.

usage: python fuzz/run.py [TARGET ...] [--seconds 3] [--keep]

Mutations start from fuzz/corpus/TARGET and use the word lists of the package as a dictionary. `--keep` writes inputs
that reach new code into that folder.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

HERE = Path(__file__).parent
DICTIONARY = ("award_conferrals", "award_grades", "award_heads", "grant_words", "holidays", "name_followers", "number_units",
              "title_stops", "eras", "minority_name_parts")  # fmt: skip
MARKS = "年月日时分至到和、，。；：“”《》（）()·％%零一二十百千万亿多余几数第届名位人个▢國長獎頒ē<>&;/\u3000\ufffd"

LEFT_OVER = (
    "\\u533a",
    "\\ud842\\udfb7",
    "%E5%8C%BA",
    "=E5=8C=BA",
    "\\xe5",
    "\\345",
    "\\n",
    "**",
    "[1]",
    "<p>",
    "</b>",
    "<!--",
    "жњ€",
    "Ã¥",
    "\n　　",
    "， ",
)


def words() -> Iterator[str]:
    """Pieces of text to put in: entries of word lists, marks, digits."""
    from extract.text.lexicon import entries

    yield from (*MARKS, *LEFT_OVER)
    for name in DICTIONARY:
        yield from sorted(entries(name))[:200]


def dictionary(path: Path) -> Path:
    """A dictionary in libFuzzer's form."""
    lines = ("".join(f"\\x{byte:02x}" for byte in word.encode("utf-8")) for word in dict.fromkeys(words()))
    path.write_text("".join(f'"{line}"\n' for line in lines), "ascii")
    return path


def fuzz(name: str, options: list[str]) -> None:
    """Run one target in this process; does not return."""
    import atheris

    with atheris.instrument_imports(include=["extract"]):
        from targets import TARGETS
    atheris.Setup([sys.argv[0], *options], TARGETS[name])
    atheris.Fuzz()


def run_all(names: list[str], seconds: int, *, keep: bool) -> int:
    found = HERE / "found"
    found.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        words_file = dictionary(Path(folder) / "words.dict")
        for name in names:
            own = HERE / "corpus" / name
            grown = own if keep else Path(folder) / name
            grown.mkdir(exist_ok=True)
            options = [str(grown), str(own), f"-max_total_time={seconds}", f"-dict={words_file}", "-timeout=120",
                       f"-artifact_prefix={found}/{name}-", "-max_len=2000", "-rss_limit_mb=4096", "-seed=1"]  # fmt: skip
            command = [sys.executable, __file__, "--one", name, *options]
            done = subprocess.run(command, capture_output=True, text=True, check=False)
            runs = [line for line in done.stderr.splitlines() if line.startswith("Done")]
            print(f"{name}: {runs[-1] if runs else 'failed'}", flush=True)
            if done.returncode:
                print(done.stdout[-4000:], done.stderr[-1000:], sep="\n")
                return 1
    return 0


def main() -> int:
    if sys.argv[1:2] == ["--one"]:
        fuzz(sys.argv[2], sys.argv[3:])
    from targets import TARGETS

    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("target", nargs="*", choices=[[], *TARGETS], metavar="TARGET", help=", ".join(TARGETS))
    parser.add_argument("--seconds", type=int, default=3, help="for each target, start apart (default 3)")
    parser.add_argument("--keep", action="store_true", help="keep inputs that reach new code")
    args = parser.parse_args()
    return run_all(args.target or list(TARGETS), args.seconds, keep=args.keep)


if __name__ == "__main__":
    sys.exit(main())
