"""What killed runs leave unfinished: names that tell who writes, and the removal of the dead."""

from __future__ import annotations

import os
import socket
from pathlib import Path
from uuid import uuid4

from gongkai.extract.bulk.folder import MANIFEST, PROGRESS, RUN, SHARDS, number_name, remove
from gongkai.extract.pool.limits import resident_bytes
from gongkai.extract.writing.tables import PARTIAL


def temporary_name(number: int) -> str:
    """Return a name that nobody else has, and that tells who writes."""
    return f".{number_name(number)}@{_host()}@{os.getpid()}@{uuid4().hex[:8]}{PARTIAL}"


def _writer_is_gone(name: str) -> bool:
    try:
        _, host, process, _ = name.split("@")
        return host == _host() and resident_bytes(int(process)) is None
    except ValueError:
        return False


def _host() -> str:
    return "".join(each if each.isalnum() or each in ".-" else "-" for each in socket.gethostname())


def remove_leftovers(directory: Path, *, of_others: bool) -> None:
    """Remove what killed runs left unfinished.

    Parameters
    ----------
    directory
        The folder of the run.
    of_others
        Whether nobody else can be at work on this run; else only what processes of this machine
        left that are gone is removed.
    """
    # The folder itself may hold files of others.
    for folder, start in ((SHARDS, "."), (PROGRESS, ""), ("", f".{MANIFEST}"), ("", f"{RUN}.")):
        for path in (directory / folder).glob(f"{start}*{PARTIAL}"):
            if of_others or _writer_is_gone(path.name):
                remove(path)
