"""Documents turned into Word files by LibreOffice, which is kept from doing anything else.

Each call has a folder of its own with a profile of its own, so that calls at the same time do not
meet and nothing that the user has set or trusted counts. In that profile macros and Java are off,
links are not updated, pictures are not fetched from elsewhere, and every address but this file
leads to a proxy that is not there.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from html import escape
from pathlib import Path
from typing import Final

from gongkai.extract.errors import ReadError
from gongkai.extract.reading.limits import (
    CONVERSION_BYTES,
    CONVERSION_MEMORY_BYTES,
    CONVERSION_SECONDS,
    MAXIMUM_BYTES,
)

#: The environment variable with the path of LibreOffice, for where it is not found.
VARIABLE: Final = "GONGKAI_SOFFICE"
_PROGRAMS: Final = ("soffice", "libreoffice")
_USUAL_PLACES: Final = (
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
    r"C:\Program Files\LibreOffice\program\soffice.com",
    r"C:\Program Files (x86)\LibreOffice\program\soffice.com",
    "/usr/lib/libreoffice/program/soffice",
    "/opt/libreoffice/program/soffice",
)
_TARGET: Final = "docx:MS Word 2007 XML"
#: Nobody listens on port 9, discard: a request ends there at once.
_NOWHERE: Final = "127.0.0.1"
_NO_PORT: Final = 9

_SECURITY: Final = "/org.openoffice.Office.Common/Security/Scripting"
_NETWORK: Final = "/org.openoffice.Inet/Settings"
#: Path, name and value of each setting. ``DisableActiveContent`` is known since LibreOffice 7.6.
_SETTINGS: Final = (
    (_SECURITY, "MacroSecurityLevel", "3"),
    (_SECURITY, "DisableMacrosExecution", "true"),
    (_SECURITY, "BlockUntrustedRefererLinks", "true"),
    (_SECURITY, "DisableActiveContent", "true"),
    ("/org.openoffice.Office.Writer/Content/Update", "Link", "0"),
    ("/org.openoffice.Office.Writer/Content/Update", "Field", "false"),
    ("/org.openoffice.Office.Calc/Content/Update", "Link", "2"),
    (_NETWORK, "ooInetProxyType", "2"),
    (_NETWORK, "ooInetHTTPProxyName", _NOWHERE),
    (_NETWORK, "ooInetHTTPProxyPort", str(_NO_PORT)),
    (_NETWORK, "ooInetHTTPSProxyName", _NOWHERE),
    (_NETWORK, "ooInetHTTPSProxyPort", str(_NO_PORT)),
    (_NETWORK, "ooInetFTPProxyName", _NOWHERE),
    (_NETWORK, "ooInetFTPProxyPort", str(_NO_PORT)),
    (_NETWORK, "ooInetNoProxy", ""),
)
_JAVA_SETTINGS: Final = (
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    '<java xmlns="http://openoffice.org/2004/java/framework/1.0" '
    'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
    '<enabled xsi:nil="false">false</enabled></java>\n'
)
_JAVA_SYSTEMS: Final = (
    "Linux_X86_64", "Linux_AARCH64", "MacOSX_X86_64", "MacOSX_AARCH64", "Windows_X86_64",
)  # fmt: skip
_SHELL: Final = "/bin/sh"
#: Bounds what LibreOffice may take; where the system knows no such bound, the shell goes on. What
#: is started first waits for the other end of the pipe to be closed, by this process or by its
#: death at any moment, and then ends the group.
_SCRIPT: Final = (
    f"ulimit -c 0; ulimit -f {CONVERSION_BYTES // 512}; ulimit -t {CONVERSION_SECONDS}; "
    f"ulimit -v {CONVERSION_MEMORY_BYTES // 1024} 2>/dev/null; "
    'exec 3<&0; (read -r line <&3; kill -KILL 0) & exec 3<&-; exec "$@" </dev/null'
)
_PLAINER: Final = "save it as .docx, PDF or plain text in an office program and read that"


def office_program() -> str | None:
    """Return the path of LibreOffice, ``None`` if it is not installed."""
    named = os.environ.get(VARIABLE)
    if named:
        return shutil.which(named)
    found = (shutil.which(name) for name in (*_PROGRAMS, *_USUAL_PLACES))
    return next((path for path in found if path), None)


def convert(data: bytes, ending: str) -> bytes:
    """Return a document as a Word file.

    Parameters
    ----------
    data
        The document.
    ending
        Of its name, which LibreOffice goes by: ``doc``, ``rtf`` …

    Raises
    ------
    ReadError
        ``missing_program`` if LibreOffice is not installed or cannot be started; ``too_complex``
        if it takes longer than ``CONVERSION_SECONDS``; ``damaged`` if it cannot read the
        document; ``too_large`` for more than ``MAXIMUM_BYTES`` of Word file.
    """
    program = office_program()
    if program is None:
        raise ReadError(
            "missing_program",
            "An older office format is read by way of LibreOffice, which is not installed: install "
            f"it, or name its path in {VARIABLE}; or {_PLAINER}.",
        )
    # On Windows a process that ends late may hold a file for a moment.
    with tempfile.TemporaryDirectory(prefix="gongkai-", ignore_cleanup_errors=True) as folder:
        root = Path(folder)
        source = root / f"document.{ending}"
        source.write_bytes(data)
        profile = root / "profile"
        _write_profile(profile)
        out = root / "out"
        out.mkdir()
        _run(
            [
                program,
                "--headless", "--norestore", "--nologo", "--nodefault", "--nolockcheck",
                f"-env:UserInstallation={profile.as_uri()}",
                "--convert-to", _TARGET, "--outdir", str(out), str(source),
            ],
            root,
        )  # fmt: skip
        return _result(out / "document.docx")


def _result(path: Path) -> bytes:
    try:
        if path.stat().st_size > MAXIMUM_BYTES:
            raise ReadError(
                "too_large",
                f"The document has more than {MAXIMUM_BYTES // 2**20} MiB as a Word file, the "
                "limit; split it into reports.",
            )
        return path.read_bytes()
    except OSError as error:
        raise ReadError(
            "damaged",
            f"LibreOffice cannot read the document, it is damaged or under a password; {_PLAINER}.",
        ) from error


def _write_profile(profile: Path) -> None:
    folder = profile / "user"
    (folder / "config").mkdir(parents=True)
    items = "".join(
        f'<item oor:path="{path}"><prop oor:name="{name}" oor:op="fuse">'
        f"<value>{escape(value)}</value></prop></item>"
        for path, name, value in _SETTINGS
    )
    (folder / "registrymodifications.xcu").write_text(
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<oor:items xmlns:oor="http://openoffice.org/2001/registry" '
        'xmlns:xs="http://www.w3.org/2001/XMLSchema" '
        f'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">{items}</oor:items>\n',
        encoding="utf-8",
    )
    for system in _JAVA_SYSTEMS:
        path = folder / "config" / f"javasettings_{system}.xml"
        path.write_text(_JAVA_SETTINGS, encoding="utf-8")


def _run(command: Sequence[str], folder: Path) -> None:
    """Run LibreOffice to its end, and end with it whatever it started."""
    nowhere = f"http://{_NOWHERE}:{_NO_PORT}"
    environment = {
        **{name: text for name, text in os.environ.items() if name.lower() != "no_proxy"},
        **dict.fromkeys(("http_proxy", "https_proxy", "ftp_proxy", "all_proxy"), nowhere),
        "TMPDIR": str(folder),
        "SAL_USE_VCLPLUGIN": "svp",  # draws in memory alone
    }
    if sys.platform == "win32":
        group: dict[str, int | bool] = {"creationflags": subprocess.CREATE_NEW_PROCESS_GROUP}
    else:
        group = {"start_new_session": True}
        command = [_SHELL, "-c", _SCRIPT, _SHELL, *command]
    try:
        process = subprocess.Popen(  # noqa: S603 - a list, with names of our own making
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            cwd=folder,
            env=environment,
            **group,  # type: ignore[call-overload]  # which of them depends on the system
        )
    except OSError as error:
        raise ReadError(
            "missing_program",
            f"LibreOffice cannot be started ({error.strerror}): install it anew, or name its path "
            f"in {VARIABLE}.",
        ) from error
    try:
        process.wait(CONVERSION_SECONDS)
    except subprocess.TimeoutExpired as error:
        raise ReadError(
            "too_complex",
            f"LibreOffice takes more than {CONVERSION_SECONDS} seconds for the document, the "
            f"limit; {_PLAINER}.",
        ) from error
    finally:  # also when the user interrupts
        _end(process)


def _end(process: subprocess.Popen[bytes]) -> None:
    """End a process and all that it started, which may outlive it."""
    if sys.platform == "win32":
        if process.poll() is None:
            tree = ["taskkill", "/F", "/T", "/PID", str(process.pid)]
            subprocess.run(tree, capture_output=True, check=False)  # noqa: S603
    else:
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)
    if process.stdin is not None:
        process.stdin.close()
    process.wait()
