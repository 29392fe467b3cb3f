"""How well facts, identity and sections of whole reports were told, on the terminal."""

from __future__ import annotations

from gongkai.evaluate.display.sheet import Sheet, count_row, figure, proportion_row, term_name
from gongkai.evaluate.scores.facts import FactScores
from gongkai.evaluate.scores.identity import IdentityScores
from gongkai.evaluate.scores.sections import SectionScores
from gongkai.evaluate.wording import Phrase


def print_facts(sheet: Sheet, facts: FactScores) -> None:
    """Print how well statements were joined to facts."""
    words = sheet.page.words
    sheet.heading(Phrase.FACTS)
    sheet.counts(
        [
            sheet.row(words[Phrase.JOINED], facts.joined),
            sheet.row(words[Phrase.LINKS], facts.links),
            sheet.row(words[Phrase.CONFLICTS], facts.conflicts),
        ]
    )
    if facts.agreement.judged:
        row = proportion_row(words[Phrase.AGREEMENT], facts.agreement)
        sheet.grid((Phrase.ACCURACY, Phrase.JUDGED), [row])


def print_identity(sheet: Sheet, identity: IdentityScores) -> None:
    """Print how often each field of who reports on when is right."""
    sheet.heading(Phrase.IDENTITY)
    rows = [
        [
            *sheet.accuracy_row(sheet.page.words[field], score.all),
            *(figure(score.given.share), str(score.given.judged)),
        ]
        for field, score in identity.by_field.items()
    ]
    columns = (Phrase.ACCURACY, Phrase.INTERVAL, Phrase.JUDGED)
    sheet.grid((*columns, Phrase.ACCURACY_GIVEN, Phrase.GIVEN), rows)


def print_sections(sheet: Sheet, sections: SectionScores) -> None:
    """Print how well the six sections were found."""
    words = sheet.page.words
    sheet.heading(Phrase.SECTIONS)
    rows = [
        sheet.row(words[Phrase.STARTS], sections.right),
        sheet.row(words[Phrase.KINDS_ALONE], sections.kinds),
        sheet.row(words[Phrase.CHARACTERS], sections.characters),
    ]
    sheet.counts(rows)
    if sheet.full:
        by_kind = [
            count_row(term_name(sheet.page, kind), counts)
            for kind, counts in sections.by_kind.items()
        ]
        sheet.counts(by_kind)
