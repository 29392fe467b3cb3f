"""Which columns hold the reports."""

from __future__ import annotations

import pytest

from gongkai.extract.errors import InputError
from gongkai.extract.sources.columns import ColumnKind, Columns, choose_columns

TEXT, BYTES, OTHER = ColumnKind.TEXT, ColumnKind.BYTES, ColumnKind.OTHER


@pytest.mark.parametrize(
    ("found", "chosen"),
    [
        ({"id": TEXT, "text": TEXT, "url": TEXT}, Columns("text", None, "url")),
        ({"html": TEXT, "content": TEXT, "year": OTHER}, Columns("content", None, None)),
        ({"pdf": BYTES, "text": TEXT, "id": OTHER}, Columns("text", "pdf", "id")),
        ({"content": BYTES, "name": TEXT}, Columns(None, "content", "name")),
        ({"data": TEXT}, Columns(None, "data", None)),
        ({"data": TEXT, "text": TEXT}, Columns("text", None, None)),
        ({"Text": TEXT, "URL": TEXT}, Columns("Text", None, "URL")),
        ({"正文": TEXT, "网址": TEXT}, Columns("正文", None, "网址")),
    ],
)
def test_columns_are_known_by_name_and_type(found: dict[str, ColumnKind], chosen: Columns) -> None:
    assert choose_columns(Columns(), found, "a.parquet") == chosen


def test_what_is_said_is_taken_and_only_the_rest_guessed() -> None:
    found = {"text": TEXT, "pdf": BYTES, "words": TEXT, "id": OTHER, "link": TEXT}
    assert choose_columns(Columns(text="words"), found, "a") == Columns("words", None, "id")
    assert choose_columns(Columns(bytes="pdf"), found, "a") == Columns(None, "pdf", "id")
    named = Columns("text", "pdf", "link")
    assert choose_columns(named, found, "a") == named


def test_of_many_columns_some_are_listed() -> None:
    found = {f"column {number}" + "x" * 500: TEXT for number in range(50)}
    with pytest.raises(InputError, match=r"and 20 more\.$") as caught:
        choose_columns(Columns(), found, "a.parquet")
    assert len(str(caught.value)) < 4_000
