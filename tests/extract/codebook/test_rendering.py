"""The codebook as a page and as CSV."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest

from gongkai.extract.codebook.entries import DESCRIBED_TABLES, entries
from gongkai.extract.codebook.rendering import FIELDS, as_csv, as_markdown
from gongkai.extract.language import Language
from gongkai.models.scheme import Metric

PAGE = Path(__file__).parents[3] / "docs" / "codebook.md"


def test_the_page_of_the_documentation_is_what_is_printed() -> None:
    assert PAGE.read_text(encoding="utf-8") == as_markdown(Language.ENGLISH)


@pytest.mark.parametrize("language", list(Language))
def test_the_page_has_every_table_column_and_id(language: Language) -> None:
    page = as_markdown(language)
    for table in DESCRIBED_TABLES:
        section = page.split(f"\n## {table.name}\n")[1].split("\n## ")[0]
        assert [name for name in table.names if f"| `{name}` |" not in section] == []
    assert all(f"| `{metric.value}` | " in page for metric in Metric)


@pytest.mark.parametrize("language", list(Language))
def test_the_table_has_a_line_for_each_column(language: Language) -> None:
    lines = list(csv.DictReader(io.StringIO(as_csv(language))))
    assert [(line["table"], line["column"]) for line in lines] == [
        (entry.table, entry.name) for entry in entries()
    ]
    assert tuple(lines[0]) == FIELDS
    assert all(line["meaning"] and line["type"] and line["empty"] for line in lines)


def test_ids_stand_with_their_labels_in_the_language_asked_for() -> None:
    lines = list(csv.DictReader(io.StringIO(as_csv(Language.CHINESE))))
    (bound,) = [line for line in lines if (line["table"], line["column"]) == ("claims", "bound")]
    assert bound["values"].startswith("exact=正好; at_least=不少于; ")
