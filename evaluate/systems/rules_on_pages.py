"""The table reader of gongkai on web pages, as ``gongkai extract`` reads them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from gongkai.evaluate.judged.records import judged_record
from gongkai.evaluate.judged.reports import Cells, JudgedReport
from gongkai.evaluate.systems.interface import Text
from gongkai.extract.claim_models import ModelName


class RulesOnPages:
    """Reads the mandated tables of web pages; other texts it does not attempt.

    A page has offsets of its own, so that of what is found only the cells can be compared. Other
    readers of tables are given the same pages.
    """

    name: Final = "rules-pages"

    def read(self, texts: Sequence[Text]) -> list[JudgedReport]:
        """Read the tables of each page; see ``System``. A page that cannot be read has none."""
        return [
            JudgedReport(
                text.name,
                cells=None if text.page is None else _cells(text.page, text.name),
                text=text.text,
                model=self.name,
            )
            for text in texts
        ]


def _cells(page: str, name: str) -> Cells:
    from gongkai.extract.errors import ReadError  # noqa: PLC0415
    from gongkai.extract.pipeline import extract  # noqa: PLC0415 - slow to load
    from gongkai.extract.reading import read  # noqa: PLC0415

    try:
        document = read(page.encode("utf-8", "replace"), uri=name)
    except ReadError:
        return {}
    return judged_record(extract(document, model=ModelName.RULES.value)).cells or {}
