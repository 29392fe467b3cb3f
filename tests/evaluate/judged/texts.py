"""Annotated texts that the tests of loading share."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, Final

from gongkai.annotations.converters import converter
from gongkai.annotations.passages import Passage
from tests.annotations.converters.texts import ENDINGS, plain, rich

#: Formats of other tools that are recognised by what is in the file or folder.
CONVERTED: Final = ("spacy", "label-studio", "doccano", "brat", "measeval", "jsonl")
SENTENCE: Final = "全年经网站发布信息316条，培训两次。"


def passages() -> list[Passage]:
    """Return two passages with everything in them."""
    return [rich(), plain()]


def converted(name: str, folder: Path) -> Path:
    """Write the passages in a format and return where."""
    path = folder / f"given{ENDINGS[name]}"
    converter(name).write(passages(), path)
    return path


def row(quote: str, value: object, metric: str = "info_published", **fields: object) -> Any:  # noqa: ANN401
    """Return the row of a claim that ``SENTENCE`` states."""
    start = SENTENCE.index(quote)
    place = {"report": "a.txt", "quote": quote, "start": start, "end": start + len(quote)}
    return {"metric": metric, "kind": "count", "value": value} | place | fields


ROWS: Final = [row("316条", 316, channel="website"), row("两次", 2, "training_sessions")]


def write_lines(path: Path, rows: list[Any]) -> Path:
    """Write JSON lines; what is no JSON is written as it is."""
    lines = [each if isinstance(each, str) else json.dumps(each) for each in rows]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path
