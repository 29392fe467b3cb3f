"""Files, folders and zip files to find inputs in."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

from gongkai.extract.inputs import find_inputs


def names(*arguments: str | Path) -> list[str]:
    found = find_inputs([str(argument) for argument in arguments])
    return [entry.uri if entry.member is None else f"{entry.uri}:{entry.member}" for entry in found]


def write(path: Path, content: bytes = b"report") -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return path


def zipped(path: Path, members: dict[str, bytes]) -> Path:
    path.write_bytes(packed(members))
    return path


def packed(members: dict[str, bytes]) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, member in members.items():
            archive.writestr(name, member)
    return content.getvalue()
