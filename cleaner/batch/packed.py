"""Packed files: `.gz` and `.zst`, read as a stream, with a limit against those that unpack to enormous sizes."""

from __future__ import annotations

import io
import zlib
from contextlib import contextmanager
from typing import IO, TYPE_CHECKING, Any, cast

from cleaner.errors import CleanerError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

# How many times its size a file may unpack to. Text packs to a third or a tenth, logs of one line to a hundredth.
MAX_RATIO = 200
# Bytes that any file may unpack to, however small it is: the limit of a document.
ALWAYS_ALLOWED = 16 * 1024 * 1024


class PackedError(CleanerError):
    """A packed file is damaged, unpacks to too much, or can't be unpacked here."""


def inner(path: Path) -> Path:
    """Return a path without the ending that says how it is packed."""
    return path.with_suffix("") if path.suffix.lower() in UNPACKERS else path


def read(path: Path) -> bytes:
    """Read a file, unpacked.

    Raises:
        OSError: it can't be read.
        PackedError: it can't be unpacked.

    """
    with opened(path) as file:
        return file.read()


@contextmanager
def opened(path: Path) -> Iterator[IO[bytes]]:
    """Open a file for reading, unpacked.

    Raises:
        OSError: it can't be read.
        PackedError: it can't be unpacked.

    """
    unpack = UNPACKERS.get(path.suffix.lower())
    with path.open("rb") as file:
        if unpack is None:
            yield file
        else:
            yield cast("IO[bytes]", io.BufferedReader(_Unpacked(unpack(file, path), path)))


def _gzip(file: IO[bytes], path: Path) -> IO[bytes]:
    import gzip  # imported where used, as a start of the command counts

    return cast("IO[bytes]", gzip.GzipFile(fileobj=file))


def _zstd(file: IO[bytes], path: Path) -> IO[bytes]:
    try:
        import zstandard
    except ImportError:
        message = f"{path}: to unpack .zst files: pip install 'newsletter-cleaner[zstd]'"
        raise PackedError(message) from None
    return cast("IO[bytes]", zstandard.ZstdDecompressor().stream_reader(file, read_across_frames=True))


UNPACKERS: dict[str, Callable[[IO[bytes], Path], IO[bytes]]] = {".gz": _gzip, ".zst": _zstd}


class _Unpacked(io.RawIOBase):
    """Counts what an unpacker gives, and says in our words what goes wrong."""

    def __init__(self, stream: IO[bytes], path: Path) -> None:
        self._stream, self._path = stream, path
        self._left = max(ALWAYS_ALLOWED, MAX_RATIO * path.stat().st_size)

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        try:
            data = self._stream.read(len(buffer))
        except (EOFError, zlib.error, OSError) as error:
            raise PackedError(f"{self._path}: this file can't be unpacked: {error}") from None
        except Exception as error:
            if type(error).__name__ != "ZstdError":  # its class is known only where the package is installed
                raise
            raise PackedError(f"{self._path}: this file can't be unpacked: {error}") from None
        self._left -= len(data)
        if self._left < 0:
            raise PackedError(f"{self._path}: unpacks to more than {MAX_RATIO} times its size, so it was left alone")
        buffer[: len(data)] = data
        return len(data)
