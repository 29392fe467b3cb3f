"""The rule model of gongkai: the whole pipeline on reports, its claim model on passages."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from gongkai.evaluate.judged.contexts import with_contexts
from gongkai.evaluate.judged.records import judged_claims, judged_item, judged_record
from gongkai.evaluate.judged.reports import JudgedReport
from gongkai.evaluate.systems.interface import Text
from gongkai.models.document import Document, Source
from gongkai.models.passages import Passage
from gongkai.models.rules import RuleModel, find_problems
from gongkai.models.scheme import SectionKind

if TYPE_CHECKING:
    from gongkai.extract.sections import SectionReading


class Rules:
    """Reads texts as ``gongkai extract`` does.

    Of a passage it is known which sections it is from; headings in it are found as in reports.
    """

    name: Final = "rules"

    def __init__(self) -> None:
        self._model = RuleModel()

    def read(self, texts: Sequence[Text]) -> list[JudgedReport]:
        """Find everything that a record says of each text; see ``System``."""
        return [
            self._read_report(text) if text.is_report else self._read_passage(text)
            for text in texts
        ]

    def _read_report(self, text: Text) -> JudgedReport:
        from gongkai.extract.pipeline import extract  # noqa: PLC0415 - slow to load

        record = extract(_document(text))
        return replace(judged_record(record, text.text), name=text.name, model=self.name)

    def _read_passage(self, text: Text) -> JudgedReport:
        passages = _passages(text)
        claims = judged_claims(self._model.find_claims(text.text, passages))
        judged = JudgedReport(
            text.name,
            claims=with_contexts(claims, text.text),
            text=text.text,
            model=self.name,
        )
        if SectionKind.PROBLEMS not in text.sections:
            return judged
        found = find_problems(text.text, passages)
        return replace(
            judged,
            problems=tuple(judged_item(item, item.year) for item in found.problems),
            improvements=tuple(judged_item(item, item.stage) for item in found.improvements),
        )


def _document(text: Text) -> Document:
    """Return a text as a document whose text it is, whatever a reader of files would make of it."""
    from gongkai.extract.reading.plain_text import paragraphs  # noqa: PLC0415 - slow to load

    content = text.text.encode("utf-8", "surrogatepass")
    source = Source(
        uri=text.name,
        member=None,
        media_type="text/plain",
        encoding="UTF-8",
        size=len(content),
        sha256=hashlib.sha256(content).hexdigest(),
    )
    return Document(text.text, paragraphs(text.text), source)


def _passages(text: Text) -> list[Passage]:
    """Return the narrative of a passage, each stretch with its section and the headings above it.

    A heading opens a section as in a report, as far as the passage is from that section; all
    else is of its first.
    """
    from gongkai.extract.narrative import find_passages  # noqa: PLC0415 - slow to load
    from gongkai.extract.sections import find_sections  # noqa: PLC0415

    document = _document(text)
    found = find_sections(document)
    # Without sections nothing is left out as standing before the first.
    passages = find_passages(document, replace(found, sections=()), ())
    first = text.sections[0] if text.sections else None
    return [replace(each, section=_section(found, each, text) or first) for each in passages]


def _section(found: SectionReading, passage: Passage, text: Text) -> SectionKind | None:
    kind = found.kind_at(passage.span.start)
    return kind if kind in text.sections else None
