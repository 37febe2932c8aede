"""`frame.extract.records("text")`: articles in a DataFrame, read where they stand.

pandas takes half a second to import, and `import extract` must not wait for it. So the accessor is registered when
pandas is there already, and else at the moment when somebody imports it.
"""

from __future__ import annotations

import importlib.util
import sys
from collections.abc import Iterator, Sequence
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec
from types import ModuleType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pandas as pd

    from extract.config import Config
    from extract.types import Article

_NAME = "extract"


class Texts:
    """The accessor: the rows of a DataFrame as articles."""

    def __init__(self, frame: pd.DataFrame) -> None:
        self._frame = frame

    def records(self, text: str, *, config: Config | None = None) -> pd.Series[Any]:
        """A `Record`, or a `Failure`, for each row, under the frame's own index.

        `text` names the column of the texts. The columns `id`, `published`, `title`, `publisher` and `url` are used
        where there are any; without an `id` an article is called by its label in the index.

        >>> import pandas as pd
        >>> pd.DataFrame({"body": ["区长李明出席。"]}).extract.records("body")[0].people[0].name
        '李明'
        """
        import pandas as pd

        import extract

        results = list(extract.Pipeline(config).pipe(self._articles(text)))
        return pd.Series(results, index=self._frame.index, name="record", dtype=object)

    def frames(self, text: str, *, config: Config | None = None) -> dict[str, pd.DataFrame]:
        """The tables of all rows that gave a record, as `extract.frames` makes them; `text` as in `records`."""
        import extract

        found = self.records(text, config=config)
        return extract.frames(result for result in found if isinstance(result, extract.Record))

    def _articles(self, text: str) -> Iterator[Article]:
        import extract
        from extract.types import parse_published

        if text not in self._frame.columns:
            raise extract.ConfigError(f"no column {text!r}: the frame has {', '.join(map(str, self._frame.columns))}")
        for label, row in zip(
            self._frame.index, self._rows((text, "id", "published", "title", "publisher", "url")), strict=True
        ):
            content, doc_id, published, title, publisher, url = row
            yield extract.Article(
                doc_id=str(label) if doc_id is None else str(doc_id),
                content=content if isinstance(content, str) else "",
                published=parse_published(published),
                title=title,
                publisher=publisher,
                url=url,
            )

    def _rows(self, columns: Sequence[str]) -> Iterator[tuple[Any, ...]]:
        """The cells of `columns`, None where a cell is missing or the column is."""
        filled = [
            self._frame[name].astype(object).where(self._frame[name].notna(), None)
            if name in self._frame.columns
            else [None] * len(self._frame)
            for name in columns
        ]
        return zip(*filled, strict=True)


def register(pandas: ModuleType) -> None:
    """Give every DataFrame the accessor."""
    pandas.api.extensions.register_dataframe_accessor(_NAME)(Texts)


def register_with_pandas() -> None:
    """Register now, or as soon as pandas is imported."""
    if "pandas" in sys.modules:
        register(sys.modules["pandas"])
    elif not any(isinstance(finder, _UntilPandas) for finder in sys.meta_path):
        sys.meta_path.insert(0, _UntilPandas())


class _UntilPandas(MetaPathFinder):
    """Waits for the import of pandas, lets it happen as usual, registers behind it, and is gone."""

    def find_spec(self, fullname: str, _path: Any = None, _target: Any = None) -> ModuleSpec | None:
        if fullname != "pandas":
            return None
        sys.meta_path.remove(self)
        spec = importlib.util.find_spec(fullname)
        if spec is not None and spec.loader is not None:
            loader: Any = spec.loader
            load = loader.exec_module

            def exec_module(module: ModuleType) -> None:
                load(module)
                register(module)

            loader.exec_module = exec_module
        return spec
