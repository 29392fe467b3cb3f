"""A whole record, or a short form of it."""

from __future__ import annotations

from collections.abc import Sequence

from rich.cells import cell_len
from rich.text import Text

from gongkai.extract.command_line.display.checks import (
    failing_cells,
    print_checks,
    print_short_checks,
)
from gongkai.extract.command_line.display.claims import print_claims, print_excerpts
from gongkai.extract.command_line.display.confidences import shown
from gongkai.extract.command_line.display.facts import (
    print_conflicts,
    print_facts,
    print_short_conflicts,
)
from gongkai.extract.command_line.display.page import DOUBT, FAINT, Page
from gongkai.extract.command_line.display.tables import print_compact_tables, print_tables
from gongkai.extract.command_line.wording import Phrase
from gongkai.models.record import Claim, Improvement, Problem, Record
from gongkai.models.scheme import Metric

#: How many claims, and how many contradictions of each sort, the short form shows.
_SHORT_CLAIMS = 4
_SHORT_CHECKS = 3
_GAP = "  "


def print_report(page: Page, record: Record) -> None:
    """Print everything a record says, what contradicts itself first."""
    _print_head(page, record)
    print_checks(page, record)
    print_conflicts(page, record)
    _print_warnings(page, record)
    print_tables(page, record, failing_cells(record))
    page.heading(page.words[Phrase.CLAIMS], str(len(record.claims) or ""))
    print_claims(page, record.claims)
    print_facts(page, record)
    _print_items(page, Phrase.PROBLEMS, record.problems)
    _print_items(page, Phrase.IMPROVEMENTS, record.improvements)
    page.console.print()


def print_summary(page: Page, record: Record, claim_count: int) -> None:
    """Print a short form, mostly of at most 15 lines: contradictions, cells that are not 0, claims.

    Parameters
    ----------
    page
        Where to print.
    record
        The record.
    claim_count
        How many claims to show at most.
    """
    _print_short_head(page, record)
    print_short_checks(page, record, _SHORT_CHECKS)
    print_short_conflicts(page, record, _SHORT_CHECKS)
    if record.warnings:
        codes = ", ".join(dict.fromkeys(warning.code for warning in record.warnings))
        page.line(Text.assemble(("! ", DOUBT), page.words.safe(codes)), indent=2, hanging=2)
    print_compact_tables(page, record)
    chosen = telling_claims(record.claims, min(claim_count, _SHORT_CLAIMS))
    if not record.claims:
        heading, none = page.words[Phrase.CLAIMS] + "  ", page.words[Phrase.NO_CLAIMS]
        page.line(Text.assemble((heading, "bold"), (none, FAINT)), indent=2)
    print_excerpts(page, chosen)
    more = len(record.claims) - len(chosen)
    if more:
        page.line(Text(page.words.format(Phrase.MORE_CLAIMS, count=more), FAINT), indent=4)
    page.console.print()


def telling_claims(claims: Sequence[Claim], count: int) -> list[Claim]:
    """Choose claims that show most of a report: wholes before parts, each metric in turn."""
    seen: dict[Metric, int] = {}
    ranked = []
    for claim in claims:
        repeats = seen.get(claim.metric, 0)
        seen[claim.metric] = repeats + 1
        is_vague = claim.metric is Metric.OTHER_COUNT
        ranked.append(((is_vague, repeats + (claim.part_of is not None), claim.id), claim))
    ranked.sort(key=lambda pair: pair[0])
    return [claim for _, claim in ranked[:count]]


def _print_head(page: Page, record: Record) -> None:
    words = page.words
    page.title(record.title or words[Phrase.UNTITLED])
    year = _year(page, record)
    if record.period:
        year += f"  ({record.period.start.isoformat()} – {record.period.end.isoformat()})"
    issuer_confidence, year_confidence = record.issuer.confidence, record.year.confidence
    entries = [
        (Phrase.ISSUER, _issuer(page, record), shown(issuer_confidence, _GAP)),
        (Phrase.YEAR, year, shown(year_confidence, _GAP)),
    ]
    if record.published:
        entries.append((Phrase.PUBLISHED, record.published.isoformat(), Text()))
    entries.append((Phrase.FILE, _file(record), Text()))
    indent = max(cell_len(words[phrase]) for phrase, _, _ in entries) + len(_GAP)
    for phrase, text, confidence in entries:
        label = words[phrase]
        label += " " * (indent - cell_len(label))
        page.line(Text.assemble((label, FAINT), words.safe(text), confidence), hanging=indent)


def _print_short_head(page: Page, record: Record) -> None:
    words = page.words
    page.title(record.title or words[Phrase.UNTITLED])
    known = [
        Text(words.safe(_issuer(page, record))).append_text(shown(record.issuer.confidence, " ")),
        Text(f"{words[Phrase.YEAR]} {_year(page, record)}").append_text(
            shown(record.year.confidence, " ")
        ),
    ]
    if record.published:
        known.append(Text(f"{words[Phrase.PUBLISHED]} {record.published.isoformat()}"))
    page.line(Text(" · ").join(known), hanging=2)
    page.line(Text(words.safe(_file(record)), FAINT), hanging=2)


def _year(page: Page, record: Record) -> str:
    return page.words[Phrase.UNKNOWN] if record.year.value is None else str(record.year.value)


def _file(record: Record) -> str:
    member = f" : {record.source.member}" if record.source.member else ""
    return f"{record.source.uri}{member}  {record.record_id}"


def _issuer(page: Page, record: Record) -> str:
    issuer, region = record.issuer, record.issuer.region
    kinds = [page.words[term] for term in (issuer.tier, issuer.type) if term is not None]
    places = [place for place in (region.province, region.city, region.county) if place]
    details = [*kinds, *places, *([region.code] if region.code else [])]
    name = issuer.name or page.words[Phrase.UNKNOWN]
    return name + (f"  ({', '.join(details)})" if details else "")


def _print_items(
    page: Page, heading: Phrase, items: Sequence[Problem] | Sequence[Improvement]
) -> None:
    if not items:
        return
    page.heading(page.words[heading], str(len(items)))
    for item in items:
        when = item.year if isinstance(item, Problem) else item.stage
        label = f"{page.words[item.category]} · {page.words[when]}  "
        text = Text.assemble("• ", (label, DOUBT), page.words.safe(item.text))
        page.line(text.append_text(shown(item.confidence, _GAP)), indent=2, hanging=2)


def _print_warnings(page: Page, record: Record) -> None:
    if not record.warnings:
        return
    page.heading(page.words[Phrase.WARNINGS])
    for warning in record.warnings:
        text = f"{page.words.safe(warning.code)}: {page.words.safe(warning.message)}"
        page.line(Text.assemble(("! ", DOUBT), text), indent=2, hanging=2)
