"""The public names are pinned: a new one, or one less, is a decision and a line in the changelog."""

import subprocess
import sys
from pathlib import Path

import extract

PUBLIC = [
    "AlignedText",
    "Article",
    "Config",
    "ConfigError",
    "ExtractError",
    "Failure",
    "Pipeline",
    "Record",
    "extract",
    "find_dates",
    "frames",
    "normalize",
    "read_articles",
    "read_records",
]


def test_names():
    assert extract.__all__ == PUBLIC
    assert dir(extract) == sorted([*PUBLIC, "__version__"])


def test_no_name_is_a_module_too():
    """The import of such a module would put it in the name's place."""
    assert [name for name in PUBLIC if (Path(extract.__file__).parent / f"{name}.py").exists()] == []


def test_each_name_is_there_and_documented():
    undocumented = [name for name in PUBLIC if not getattr(extract, name).__doc__]
    assert undocumented == []


def test_names_do_not_depend_on_the_order_of_their_first_use():
    code = "import extract\nfor name in reversed(extract.__all__): getattr(extract, name)\nprint(callable(extract.extract))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, text=True)
    assert done.stdout == "True\n"
