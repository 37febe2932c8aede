"""What is installed and whether it is whole: packages, extras, models, fonts, the browser."""

from __future__ import annotations

import hashlib
import platform
import shutil
import subprocess
import warnings
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import import_module, metadata, resources, util

from extract import __version__
from extract.provenance import rules_hash, word_lists_hash

_CORE = (
    "ahocorasick_rs",
    "jieba",
    "lunar_python",
    "numpy",
    "onnxruntime",
    "opencc",
    "orjson",
    "pandas",
    "pydantic",
    "rjieba",
)
_EXTRAS = {
    "html": ("lxml_html_clean", "trafilatura"),
    "docs": ("pypdf", "docx"),
    "archives": ("zstandard",),
    "warc": ("warcio",),
    "remote": ("fsspec",),
    "parquet": ("pyarrow",),
    "duckdb": ("duckdb",),
    "dask": ("dask", "distributed"),
    "hanlp": ("hanlp",),
    "train": ("onnx", "torch"),
    "notebook": ("ipykernel", "jupyterlab", "matplotlib", "nbclient"),
}
"""The modules that each extra brings."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One line of the report. `good` is None where something optional is not there."""

    name: str
    good: bool | None
    told: str


def examine() -> Iterator[Finding]:
    """Everything that can be looked at without loading a model."""
    yield Finding("extract", True, f"{__version__}, rules {rules_hash()}, word lists {word_lists_hash()}")
    yield Finding("python", True, f"{platform.python_version()} on {platform.platform()}")
    yield from map(_package, _CORE)
    yield from (_extra(name, modules) for name, modules in _EXTRAS.items())
    yield from _models()
    yield _fonts()
    browser = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    yield Finding("browser", True if browser else None, browser or "none found; pages of extract view open in any")


def _package(name: str) -> Finding:
    try:
        return Finding(name, True, metadata.version(name))
    except metadata.PackageNotFoundError:
        return Finding(name, False, f"missing: pip install {name}")


def _extra(name: str, modules: tuple[str, ...]) -> Finding:
    missing = [module for module in modules if util.find_spec(module) is None]
    if missing:
        return Finding(f"extra {name}", None, f"needs {', '.join(missing)}: pip install 'extract[{name}]'")
    broken = [reason for module in modules if (reason := _broken(module))]
    return Finding(f"extra {name}", not broken, "; ".join(broken) or ", ".join(map(_versioned, modules)))


def _broken(module: str) -> str | None:
    """What keeps an installed module from being imported."""
    try:
        with warnings.catch_warnings(action="ignore"):
            import_module(module)
    except Exception as error:  # noqa: BLE001 - whatever it is that a package throws
        return f"{module}: {type(error).__name__}: {error}"
    return None


def _versioned(module: str) -> str:
    package = _packages().get(module, [module])[0]
    return f"{package} {metadata.version(package)}"


@cache
def _packages() -> Mapping[str, list[str]]:
    """The packages that bring each module."""
    return metadata.packages_distributions()


def _models() -> Iterator[Finding]:
    """The models that ship with the package against the hashes that ship with them."""
    folder = resources.files("extract") / "data" / "models"
    for line in (folder / "SHA256SUMS").read_text("utf-8").splitlines():
        wanted, _, name = line.partition("  ")
        found = hashlib.sha256((folder / name).read_bytes()).hexdigest()
        good = found == wanted
        yield Finding(f"model {name}", good, found[:16] if good else f"damaged: {found[:16]}, not {wanted[:16]}")


def _fonts() -> Finding:
    """A font for Chinese, as plots need one."""
    if not shutil.which("fc-list"):
        return Finding("fonts", None, "fc-list is not there, so fonts cannot be listed")
    listed = subprocess.run(["fc-list", ":lang=zh-cn", "family"], capture_output=True, text=True, check=False).stdout  # noqa: S607
    families = sorted({line.split(",")[0] for line in listed.splitlines()})
    return Finding(
        "fonts", True if families else None, ", ".join(families[:3]) or "none for Chinese: install fonts-noto-cjk"
    )
