"""Archives and compressed files, read as streams: nothing is ever unpacked to a place that a member names."""

from __future__ import annotations

import bz2
import gzip
import lzma
import tarfile
import zipfile
from collections.abc import Callable
from functools import partial
from pathlib import PurePosixPath
from typing import IO, Any

from extract.errors import MissingExtraError, ReadError
from extract.readers.entries import MOST_NESTED, Budget, Context, Entry, Found, failure, reason_of, unpacked
from extract.readers.tables import copy_of

Opener = Callable[[IO[bytes]], Any]
Members = Callable[[IO[bytes], Entry, Budget, Context], Found]


def read_archive(entry: Entry, context: Context, *, members: Members) -> Found:
    """What stands in an archive, as `members` finds it; a Failure where it breaks off."""
    if entry.depth >= MOST_NESTED:
        yield failure(entry.path, None, f"more than {MOST_NESTED} archives inside each other: unpack it yourself")
        return
    budget = entry.budget or Budget(entry.size)
    try:
        with entry.open() as stream:
            yield from members(stream, entry, budget, context)
    except (OSError, EOFError, ReadError, zipfile.BadZipFile, tarfile.TarError, NotImplementedError) as error:
        yield failure(entry.path, None, reason_of(error))


def zip_members(stream: IO[bytes], entry: Entry, budget: Budget, context: Context) -> Found:
    """The members of a ZIP archive, sorted by name."""
    base = _stem(entry.name, (".zip",))
    with _seekable(stream) as source, zipfile.ZipFile(source) as archive:
        members = {_zip_name(member): member for member in archive.infolist() if not member.is_dir()}
        for name in sorted(members):
            member, path = members[name], f"{entry.path}/{name}"
            if reason := _unsafe(name):
                yield failure(path, None, reason)
            elif member.flag_bits & 1:
                yield failure(path, None, "needs a password: unpack it yourself")
            else:
                opened = partial(_open_zip, archive, member, budget)
                yield from context.read(entry.inner(f"{base}/{name}", path, opened, budget), context)


def tar_members(
    stream: IO[bytes], entry: Entry, budget: Budget, context: Context, *, opener: Opener = lambda stream: stream
) -> Found:
    """The files of a tar archive, in its order."""
    base = _stem(entry.name, (".gz", ".bz2", ".xz", ".zst", ".tgz", ".tar"))
    with unpacked(opener(stream), budget) as source, tarfile.open(fileobj=source, mode="r|") as archive:
        for member in archive:
            path = f"{entry.path}/{member.name}"
            if member.isdir():
                continue
            if reason := _unsafe(member.name):
                yield failure(path, None, reason)
                continue
            content = archive.extractfile(member) if member.isfile() else None
            if content is None:
                context.skipped["link or device in an archive"] += 1
                continue
            name = f"{base}/{member.name.removeprefix('./')}"
            opened = partial(unpacked, content, budget)
            yield from context.read(entry.inner(name, path, opened, budget), context)


def single_member(stream: IO[bytes], entry: Entry, budget: Budget, context: Context, *, opener: Opener) -> Found:
    """What stands in a compressed file, whose name without the last suffix tells its kind."""
    opened = partial(_open_single, opener, stream, budget)
    yield from context.read(entry.inner(entry.name.rpartition(".")[0], entry.path, opened, budget), context)


def open_gzip(stream: IO[bytes]) -> Any:
    """What gzip has packed in `stream`."""
    return gzip.GzipFile(fileobj=stream)


def _open_zstd(stream: IO[bytes]) -> Any:
    try:
        import zstandard
    except ImportError as error:
        raise MissingExtraError("zstandard", "archives") from error
    return zstandard.ZstdDecompressor().stream_reader(stream, read_across_frames=True)


_OPENERS: dict[str, Opener] = {".gz": open_gzip, ".bz2": bz2.BZ2File, ".xz": lzma.LZMAFile, ".zst": _open_zstd}

ARCHIVES: dict[str, Members] = {
    ".zip": zip_members,
    ".tar": tar_members,
    ".tgz": partial(tar_members, opener=open_gzip),
    **{f".tar{suffix}": partial(tar_members, opener=opener) for suffix, opener in _OPENERS.items()},
    **{suffix: partial(single_member, opener=opener) for suffix, opener in _OPENERS.items()},
}
"""Readers of what stands in an archive. A new kind is a function and a line here."""


def _seekable(stream: IO[bytes]) -> IO[bytes]:
    """`stream`, or a copy of it where it only runs forward: a ZIP archive has its list at the end."""
    return stream if stream.seekable() else copy_of(stream)


def _open_zip(archive: zipfile.ZipFile, member: zipfile.ZipInfo, budget: Budget) -> IO[bytes]:
    try:
        return unpacked(archive.open(member), budget)
    except (zipfile.BadZipFile, RuntimeError, NotImplementedError) as error:
        raise ReadError(f"the archive is damaged here: {error}") from error


def _open_single(opener: Opener, stream: IO[bytes], budget: Budget) -> IO[bytes]:
    return unpacked(opener(stream), budget)


def _zip_name(member: zipfile.ZipInfo) -> str:
    """The name of a member. Chinese Windows writes names in GB18030 or Big5 without saying so."""
    if member.flag_bits & 0x800:
        return member.filename
    raw = member.filename.encode("cp437", "replace")
    for encoding in ("utf-8", "gb18030", "big5hkscs"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return member.filename


def _stem(name: str, suffixes: tuple[str, ...]) -> str:
    """`name` without those of `suffixes` that it ends in, in their order."""
    for suffix in suffixes:
        if name.lower().endswith(suffix):
            name = name[: -len(suffix)]
    return name


def _unsafe(name: str) -> str | None:
    """What is wrong with the name of a member, if anything."""
    path = PurePosixPath(name.replace("\\", "/"))
    if path.is_absolute() or ".." in path.parts or ":" in (path.parts or ("",))[0]:
        return "its name leads out of the archive: nothing sound is packed so"
    return None
