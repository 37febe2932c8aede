"""One frozen configuration, from keyword arguments or from TOML; an unknown key is an error."""

from __future__ import annotations

import tomllib
from difflib import get_close_matches
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from extract.errors import ConfigError, why
from extract.types import Prefer


class Config(BaseModel):
    """Everything that can be set. The defaults are what the quality gate measures.

    >>> Config(segmenter="jieba").prefer
    'nearest'
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    segmenter: Literal["rjieba", "jieba"] = "rjieba"
    user_dict: Path | None = Field(default=None, description="words for either segmenter, in jieba's format")
    tagger: str = Field(
        default="news",
        description="news, open, posseg or none; model:FILE, hanlp:DIRECTORY_OR_NAME or hanlp_restful:URL",
    )
    roster: Path | None = Field(default=None, description="CSV of people: name, organisation, position, from, to, key")
    conversion: Literal["t2s", "tw2s", "hk2s"] = Field(default="t2s", description="OpenCC configuration")
    prefer: Prefer = Field(default="nearest", description="where a date without a year points")
    encoding: str | None = Field(default=None, description="of all input files; found for each file if not given")
    max_bytes: int = Field(default=32 * 2**20, gt=0, description="a larger article is refused")

    @classmethod
    def from_toml(cls, path: Path) -> Config:
        """The configuration in the file at `path`. Raises ConfigError with the key and the known ones."""
        try:
            values = tomllib.loads(path.read_text(encoding="utf-8"))
        except (OSError, tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
            raise ConfigError(f"{path}: cannot read the configuration: {why(error)}") from error
        return cls.checked(values, origin=str(path))

    @classmethod
    def checked(cls, values: dict[str, Any], origin: str = "configuration") -> Config:
        """The configuration with `values`; ConfigError that names the key, the known keys and the nearest one."""
        for key in values:
            if key not in cls.model_fields:
                near = get_close_matches(key, cls.model_fields, n=1)
                hint = f"; did you mean {near[0]!r}?" if near else ""
                raise ConfigError(f"{origin}: unknown key {key!r}{hint or ';'} known are {', '.join(cls.model_fields)}")
        try:
            return cls(**values)
        except ValidationError as error:
            first = error.errors()[0]
            where = ".".join(map(str, first["loc"]))
            raise ConfigError(f"{origin}: {where}: {first['msg']} (got {first['input']!r})") from error
