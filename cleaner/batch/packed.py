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
# Bytes that are unpacked at a time; a kibibyte of the worst .zst unpacks to some 30 MiB.
PIECE, PACKED_PIECE = 64 * 1024, 1024


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
    with path.open("rb") as file:
        yield unpacked(file, path)


def unpacked(file: IO[bytes], name: Path) -> IO[bytes]:
    """Return what reads a stream, unpacked if its name says so; reading raises PackedError if it can't be."""
    unpack = UNPACKERS.get(name.suffix.lower())
    if unpack is None:
        return file
    packed = _Counted(file)
    return cast("IO[bytes]", io.BufferedReader(_Unpacked(unpack(cast("IO[bytes]", packed)), name, packed)))


def _gzip(file: IO[bytes]) -> Iterator[bytes]:
    import gzip  # imported where used, as a start of the command counts

    try:
        with gzip.GzipFile(fileobj=file) as unpacked:
            while data := unpacked.read(PIECE):
                yield data
    except (EOFError, OSError, zlib.error) as error:
        raise PackedError(str(error)) from None


def _zstd(file: IO[bytes]) -> Iterator[bytes]:
    try:
        import zstandard
    except ImportError:
        raise PackedError("that takes a package: pip install 'newsletter-cleaner[zstd]'") from None
    frame = None
    try:
        while data := file.read(PACKED_PIECE):
            while data:
                frame = frame or zstandard.ZstdDecompressor().decompressobj()
                yield frame.decompress(data)
                data, frame = (frame.unused_data, None) if frame.eof else (b"", frame)
    except zstandard.ZstdError as error:
        raise PackedError(str(error)) from None
    if frame is not None:
        raise PackedError("it ends too early")


UNPACKERS: dict[str, Callable[[IO[bytes]], Iterator[bytes]]] = {".gz": _gzip, ".zst": _zstd}


class _Counted:
    """Reads a stream, and counts the bytes."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file, self.count = file, 0

    def read(self, size: int = -1) -> bytes:
        data = self._file.read(size)
        self.count += len(data)
        return data


class _Unpacked(io.RawIOBase):
    """Lets through what an unpacker gives, up to the limit, and names the file where something is wrong."""

    def __init__(self, pieces: Iterator[bytes], path: Path, packed: _Counted) -> None:
        self._pieces, self._path, self._packed = pieces, path, packed
        self._size = 0
        self._piece = memoryview(b"")

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        while not self._piece:
            try:
                piece = next(self._pieces, None)
            except PackedError as error:
                raise PackedError(f"{self._path}: this file can't be unpacked: {error}") from None
            if piece is None:
                return 0
            self._size += len(piece)
            if self._size > max(ALWAYS_ALLOWED, MAX_RATIO * self._packed.count):
                raise PackedError(
                    f"{self._path}: unpacks to more than {MAX_RATIO} times its size, so it was left alone"
                )
            self._piece = memoryview(piece)
        size = min(len(buffer), len(self._piece))
        buffer[:size], self._piece = self._piece[:size], self._piece[size:]
        return size
