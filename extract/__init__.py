"""Dates, officials, awards and counts out of Chinese news, each value traced to its characters.

>>> import extract
>>> extract.extract("區長出席。").text
'区长出席。'

The public names below are imported on first use, so that `import extract` costs next to nothing.
"""

from importlib import import_module
from typing import TYPE_CHECKING

from extract.accessor import register_with_pandas

if TYPE_CHECKING:
    from extract.config import Config
    from extract.errors import ConfigError, ExtractError
    from extract.extractors.dates import find_dates
    from extract.pipeline import Pipeline, extract
    from extract.readers import read_articles
    from extract.record import Record
    from extract.results import read_records
    from extract.tables import frames
    from extract.text.align import AlignedText
    from extract.text.normalize import normalize
    from extract.types import Article, Failure

__version__ = "0.1.0"

_HOMES = {
    "AlignedText": "extract.text.align",
    "Article": "extract.types",
    "Config": "extract.config",
    "ConfigError": "extract.errors",
    "ExtractError": "extract.errors",
    "Failure": "extract.types",
    "Pipeline": "extract.pipeline",
    "Record": "extract.record",
    "extract": "extract.pipeline",
    "find_dates": "extract.extractors.dates",
    "frames": "extract.tables",
    "normalize": "extract.text.normalize",
    "read_articles": "extract.readers",
    "read_records": "extract.results",
}

__all__ = [
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


def __getattr__(name: str) -> object:
    if name not in _HOMES:
        raise AttributeError(f"module 'extract' has no attribute {name!r}")
    value = getattr(import_module(_HOMES[name]), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return [*__all__, "__version__"]


register_with_pandas()
