"""Every error the package raises on purpose.

    ExtractError
    ├── ConfigError        the configuration, the command line or an environment is wrong: nothing runs
    │   └── MissingExtraError  an optional package is needed; the message names the extra to install
    ├── RunError           a run cannot go on, and can be taken up again: the disk is full, …
    ├── DataError          a file of the package itself (word list, model) is damaged
    └── ArticleError       one article cannot be read or processed; a run turns it into a `Failure`
        ├── ReadError      the input cannot be opened or has no usable row
        ├── DecodeError    the bytes are no text in any encoding that was tried
        └── StageError     wraps any of these, or a defect, with the stage it happened at

An `ArticleError` message says what is wrong and what to do; the path and the stage are added where it is caught.
"""


class ExtractError(Exception):
    """Base of all errors of this package."""


class ConfigError(ExtractError):
    """The configuration or the environment is wrong."""


class MissingExtraError(ConfigError):
    """An optional package is not installed.

    >>> str(MissingExtraError("trafilatura", "html"))
    "trafilatura is not installed: pip install 'extract[html]'"
    """

    def __init__(self, package: str, extra: str) -> None:
        super().__init__(f"{package} is not installed: pip install 'extract[{extra}]'")


class RunError(ExtractError):
    """A run cannot go on; nothing is lost, and `--resume` takes it up again."""


class DataError(ExtractError):
    """A word list or model that ships with the package is damaged."""


class ArticleError(ExtractError):
    """One article cannot be processed."""


class ReadError(ArticleError):
    """The input cannot be opened or has no usable row."""


class DecodeError(ArticleError):
    """The bytes are no text in any encoding that was tried."""


class StageError(ArticleError):
    """An article failed at `stage`; `cause` is the error behind it, `reason` its message for the user."""

    def __init__(self, stage: str, cause: Exception) -> None:
        self.stage = stage
        self.cause = cause
        defect = "" if isinstance(cause, ExtractError) else f"{type(cause).__name__}, a defect: please report it: "
        self.reason = f"{defect}{cause}"
        super().__init__(f"{stage}: {self.reason}")


def why(error: Exception) -> str:
    """What an error says, without the number and the path that the system's errors have in their text.

    >>> why(FileNotFoundError(2, "No such file or directory", "none.txt")), why(ValueError("no date"))
    ('No such file or directory', 'no date')
    """
    return str(getattr(error, "strerror", None) or error)
