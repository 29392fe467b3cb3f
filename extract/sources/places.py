"""Where files are: on disk by their path, or elsewhere by an address such as ``s3://…``.

Addresses are those of fsspec, chained ones among them (``zip://*.txt::s3://…``). It is loaded
when the first is met.
"""

from __future__ import annotations

import io
import os
import re
import stat
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, BinaryIO, Final, TypeVar

from gongkai.extract.errors import GongkaiError, ReadError
from gongkai.extract.reading.zip_files import brief

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer
    from fsspec.spec import AbstractFileSystem

_SCHEME = r"[A-Za-z][A-Za-z0-9+.-]+"  # of two letters or more: C:// is a drive
_ADDRESS: Final = re.compile(rf"(?:{_SCHEME}::)*{_SCHEME}://")
#: What stands before the host in an address, wherever in a text that is.
_USER: Final = re.compile(r"(?<=://)[^/?#\s]*@")
#: The keys of a query that let in whoever has them: of Amazon, Google, Aliyun and Azure.
_PASS: Final = re.compile(
    r"(?<=[?&])((?:X-(?:Amz|Goog|Oss)-(?:Signature|Credential|Security-Token)|Signature|sig|"
    r"AWSAccessKeyId|OSSAccessKeyId|GoogleAccessId|security-token|access_token)=)[^&#\s\'\"]*",
    re.IGNORECASE,
)
_FILE: Final = "file://"
_WEB: Final = ("http://", "https://")
#: How remote files are read: each request takes as long as reading thousands of bytes.
_BLOCK_BYTES: Final = 2**18
Result = TypeVar("Result")


def is_address(text: str) -> bool:
    """Tell whether an argument is an address rather than a path."""
    return _ADDRESS.match(text) is not None


def is_web_address(text: str) -> bool:
    """Tell whether an address is one of the web."""
    return text.lower().startswith(_WEB)


def local_path(text: str) -> str:
    """Return the path of an address on this machine (``file://``), else the argument itself."""
    if text[: len(_FILE)].lower() != _FILE or "::" in text:
        return text
    from fsspec.implementations.local import LocalFileSystem  # noqa: PLC0415 - loads late

    return str(LocalFileSystem._strip_protocol(text))  # which knows about drives


def without_password(text: str) -> str:
    """Return an address, or a text that may name some, as it may stand in a record.

    Users and passwords are left out, and the values of keys that let in whoever has them.
    """
    return _PASS.sub(r"\1", _USER.sub("", text))


def last_name(place: str) -> str:
    """Return how a path or an address ends, which is the same from any folder and machine."""
    return without_password(place.replace(os.sep, "/")).rstrip("/").rpartition("/")[2]


def check_protocols(address: str) -> None:
    """Check that what reads an address is installed.

    Raises
    ------
    ReadError
        ``missing_extra`` if a package is not, ``unsupported`` if there is no such protocol.
    """
    from fsspec.registry import get_filesystem_class, known_implementations  # noqa: PLC0415

    for link in address.split("::"):
        protocol = link.partition("://")[0]
        try:
            get_filesystem_class(protocol)
        except ImportError as error:
            hint = known_implementations.get(protocol, {}).get("err") or str(error)
            raise ReadError(
                "missing_extra",
                f"{without_password(address)} needs a package that is not installed: "
                f"{brief(str(hint)).rstrip('.')}.",
            ) from error
        except ValueError as error:
            raise ReadError(
                "unsupported",
                f"{without_password(address)}: there is no protocol {protocol}: check the address.",
            ) from error


def file_system(address: str) -> tuple[Any, str]:
    """Return the file system of an address, and the path in it.

    Raises
    ------
    ReadError
        As ``check_protocols``.
    OSError
        If the file system cannot be reached.
    """
    check_protocols(address)
    from fsspec.core import url_to_fs  # noqa: PLC0415 - as above

    found: tuple[Any, str] = reached(lambda: url_to_fs(address))
    return found


def open_place(place: str) -> BinaryIO:
    """Open a file to be read, wherever it is.

    Raises
    ------
    ReadError
        As ``check_protocols``.
    OSError
        If it cannot be opened, or is a device or a pipe; so do the methods of what is returned
        if reading fails.
    """
    if not is_address(place):
        if not stat.S_ISREG(os.stat(place).st_mode):
            raise OSError("it is a device or a pipe")
        return open(place, "rb")
    files, path = file_system(place)
    return io.BufferedReader(_Remote(files, path), _BLOCK_BYTES)


def size_of(place: str) -> int:
    """Return the size of a file in bytes.

    Raises
    ------
    ReadError, OSError
        As ``open_place``.
    """
    if not is_address(place):
        return os.path.getsize(place)
    with open_place(place) as stream:
        return stream.seek(0, os.SEEK_END)


def stamp_of(place: str) -> tuple[int, int]:
    """Return what changes when a file does.

    What lies at an address is taken not to change while a program runs: asking each time would
    take longer than reading.

    Raises
    ------
    OSError
        If the file is gone.
    """
    if is_address(place):
        return 0, 0
    status = os.stat(place)
    return status.st_mtime_ns, status.st_size


def cannot_open(name: str, error: OSError) -> ReadError:
    """Return the error of a file that cannot be opened."""
    reason = brief(without_password(error.strerror or str(error))) or type(error).__name__
    return ReadError(
        "not_found", f"{name} cannot be opened ({reason}): check that it exists and is readable."
    )


def reached(action: Callable[[], Result]) -> Result:
    """Do something with a file system elsewhere; what goes wrong becomes an ``OSError``.

    Each kind of file system has errors of its own.
    """
    try:
        return action()
    except (GongkaiError, MemoryError):
        raise
    except OSError as error:
        shown = without_password(str(error))
        if shown == str(error):
            raise
        raise OSError(shown) from error
    except Exception as error:
        reason = without_password(str(error))
        raise OSError(f"{type(error).__name__}: {brief(reason)}".rstrip(": ")) from error


class _Remote(io.RawIOBase):
    """A file elsewhere, whose errors are of one class."""

    def __init__(self, files: AbstractFileSystem, path: str) -> None:
        self._files = files  # a file in an archive is closed when nothing holds the archive
        self._file = reached(lambda: files.open(path, "rb"))
        self._position = 0

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return bool(self._file.seekable())

    def readinto(self, buffer: WriteableBuffer, /) -> int:
        view = memoryview(buffer)
        data = reached(lambda: self._read(len(view)))
        view[: len(data)] = data
        self._position += len(data)
        return len(data)

    def seek(self, offset: int, whence: int = os.SEEK_SET, /) -> int:
        if whence == os.SEEK_CUR:
            offset, whence = offset + self._position, os.SEEK_SET
        self._position = int(reached(lambda: self._file.seek(offset, whence)))
        return self._position

    def tell(self) -> int:
        return self._position

    def close(self) -> None:
        if not self.closed and hasattr(self, "_file"):
            self._file.close()
        super().close()

    def _read(self, size: int) -> bytes:
        if self._file.tell() != self._position:  # all that read from ``memory://`` share it
            self._file.seek(self._position)
        return bytes(self._file.read(size))
