"""The notebooks run, and what they show is what is committed. `make notebooks` writes their output."""

from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient

FOLDER = Path(__file__).parent.parent / "notebooks"
NOTEBOOKS = sorted(FOLDER.glob("*.ipynb"))
_LARGEST = 100_000


@pytest.fixture(params=NOTEBOOKS, ids=lambda path: path.stem)
def notebook(request, write):
    """A notebook as committed and as executed now."""
    executed = nbformat.read(request.param, as_version=4)
    NotebookClient(executed, timeout=120, kernel_name="python3", resources={"metadata": {"path": FOLDER}}).execute()
    if write:
        for cell in executed.cells:
            cell.metadata.pop("execution", None)  # times of day
        executed.metadata = {"kernelspec": executed.metadata.kernelspec, "language_info": {"name": "python"}}
        nbformat.write(executed, request.param)
    return nbformat.read(request.param, as_version=4), executed


# The client's sockets and event loop are closed after the test, by the garbage collector.
@pytest.mark.filterwarnings("ignore::ResourceWarning", "ignore::DeprecationWarning")
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_output_is_fresh(notebook):
    committed, executed = notebook
    assert shown(committed) == shown(executed), "`make notebooks`"


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_output_is_small(path):
    assert path.stat().st_size < _LARGEST


def test_there_is_a_notebook():
    assert NOTEBOOKS


def test_nothing_is_complained_of(notebook):
    """No warning below a cell, such as that of a character which the font of a plot lacks."""
    _, executed = notebook
    outputs = [output for cell in executed.cells if cell.cell_type == "code" for output in cell.outputs]
    assert [output.text for output in outputs if output.get("name") == "stderr"] == []


def shown(notebook):
    """What a reader sees below each cell, as text."""
    return [[as_text(output) for output in cell.outputs] for cell in notebook.cells if cell.cell_type == "code"]


def as_text(output):
    return output.text if output.output_type == "stream" else output.data["text/plain"]
