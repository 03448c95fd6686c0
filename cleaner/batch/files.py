"""Files that are never half-written."""

from __future__ import annotations

import os
from contextlib import contextmanager
from pathlib import Path
from typing import IO, TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

# How the names of files end that are being written; a killed run leaves them, and the next one takes them away.
UNFINISHED = ".clean-part"


def write_atomically(path: Path, data: bytes) -> None:
    """Write a file so that it is either as before or complete: same folder, fsync, replace.

    Raises:
        OSError: it can't be written; nothing is left behind.

    """
    with writing(path) as file:
        file.write(data)


@contextmanager
def writing(path: Path) -> Iterator[IO[bytes]]:
    """Open a file to be written as `write_atomically` does; what is no plain file, such as a device, as it is.

    Raises:
        OSError: it can't be written; nothing is left behind.

    """
    if path.exists() and not path.is_file():
        with path.open("wb") as device:
            yield device
        return
    import tempfile  # it brings in random and more, for a few milliseconds of every start

    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name[:100]}.", suffix=UNFINISHED)
    try:
        with os.fdopen(handle, "wb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        mode = path.stat().st_mode & 0o777 if path.exists() else 0o666 & ~_umask()
        Path(temporary).chmod(mode)
        Path(temporary).replace(path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise


def sweep(folder: Path) -> None:
    """Take away what a killed run has left unfinished in a folder.

    Raises:
        OSError: the folder can't be read or changed.

    """
    for path in folder.glob(f".*{UNFINISHED}"):
        path.unlink(missing_ok=True)


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
