"""`import extract` loads next to nothing, and modules import forward only."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
HEAVY = ("jieba", "lxml", "numpy", "opencc", "pandas", "pyarrow", "pydantic", "rich", "rjieba", "trafilatura", "typer")


def loaded_by(statement):
    code = f"{statement}\nimport sys\nprint(*sorted({{name.partition('.')[0] for name in sys.modules}}))"
    return set(subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, text=True).stdout.split())


def test_import_extract_loads_no_dictionary_and_no_library():
    assert not loaded_by("import extract; dir(extract)") & set(HEAVY)


def test_help_needs_no_library_but_its_own():
    loaded = loaded_by("import extract.cli")
    assert not loaded & (set(HEAVY) - {"typer", "rich"})


def test_unknown_name_is_an_attribute_error():
    import extract

    with pytest.raises(AttributeError, match="nonsense"):
        _ = extract.nonsense


def test_modules_import_forward_only():
    """The layers stand in pyproject.toml, under [tool.importlinter]; ARCHITECTURE.md says why they are so."""
    linter = Path(sys.executable).with_name("lint-imports")
    check = subprocess.run([linter, "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False)
    explanation = "move the import down the list of layers in pyproject.toml, or hand the value in as an argument"
    assert check.returncode == 0, f"{check.stdout}\n{explanation}"
