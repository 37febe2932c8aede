"""`frame.extract.records("text")`: articles in a DataFrame, read where they stand.

pandas takes half a second to import, and `import extract` must not wait for it. So the accessor is registered when
pandas is there already, and else at the moment when somebody imports it.
"""

from __future__ import annotations

import importlib.util
import sys
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec
from types import ModuleType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pandas as pd

    from extract.config import Config

_NAME = "extract"


class Texts:
    """The accessor: the rows of a DataFrame as articles."""

    def __init__(self, frame: pd.DataFrame) -> None:
        self._frame = frame

    def records(self, text: str, *, config: Config | None = None) -> pd.Series[Any]:
        """A `Record`, or a `Failure`, for each row, under the frame's own index.

        `text` names the column of the texts. The columns `id`, `published`, `title`, `publisher`, `editor` and `url`
        are used where there are any; without an `id` an article is called by its label in the index.

        >>> import pandas as pd
        >>> pd.DataFrame({"body": ["区长李明出席。"]}).extract.records("body")[0].people[0].name
        '李明'
        """
        import pandas as pd

        import extract
        from extract.readers.tables import articles_of_frame

        if text not in self._frame.columns:
            raise extract.ConfigError(f"no column {text!r}: the frame has {', '.join(map(str, self._frame.columns))}")
        results = list(extract.Pipeline(config).pipe(articles_of_frame(self._frame, text)))
        return pd.Series(results, index=self._frame.index, name="record", dtype=object)

    def frames(self, text: str, *, config: Config | None = None) -> dict[str, pd.DataFrame]:
        """The tables of all rows that gave a record, as `extract.frames` makes them; `text` as in `records`."""
        import extract

        found = self.records(text, config=config)
        return extract.frames(result for result in found if isinstance(result, extract.Record))


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
