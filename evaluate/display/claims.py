"""How well claims were found, on the terminal."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Final

from gongkai.evaluate.display.labels import measure_label
from gongkai.evaluate.display.sheet import Sheet, figure, term_name
from gongkai.evaluate.evaluation import OWN_METRICS, SystemResult
from gongkai.evaluate.scores.claim_errors import ErrorKind
from gongkai.evaluate.scores.claim_groups import ClaimGroup, ClaimGrouping
from gongkai.evaluate.scores.claims import ClaimScores
from gongkai.evaluate.wording import FIELD_PHRASES, Phrase
from gongkai.extract.command_line.display.page import FAINT

#: Groupings that are printed unless everything is asked for.
_HEADLINES: Final = (ClaimGrouping.METRIC, ClaimGrouping.KIND)
#: Groupings by what the text is, of which it matters how many texts there are.
_OF_TEXTS: Final = (
    *(ClaimGrouping.PHENOMENON, ClaimGrouping.ERA, ClaimGrouping.TIER),
    *(ClaimGrouping.TYPE, ClaimGrouping.FORM),
)


def print_claims(sheet: Sheet, result: SystemResult, claims: ClaimScores) -> None:
    """Print the figures of claims, of their groups and of their attributes."""
    _print_totals(sheet, result, claims)
    for grouping, groups in claims.groups.items():
        if groups and (sheet.full or grouping in _HEADLINES):
            _print_groups(sheet, grouping, groups)
    _print_attributes(sheet, claims)


def _print_totals(sheet: Sheet, result: SystemResult, claims: ClaimScores) -> None:
    words = sheet.page.words
    sheet.heading(Phrase.CLAIMS)
    part = "  {}".format
    without_other, macro = part(words[Phrase.WITHOUT_OTHER]), part(words[Phrase.MACRO])
    own = [
        sheet.row(part(measure_label(words, name)), measure)
        for name, measure in result.measures.items()
        if name.startswith(OWN_METRICS)
    ]
    if claims.right.name in result.measures:
        rows = [
            sheet.row(words[Phrase.RIGHT], claims.right),
            sheet.row(without_other, claims.right_without_other),
            *own,
            sheet.mean_row(macro, claims.right_by_metric),
            sheet.row(words[Phrase.WHOLLY_RIGHT], claims.wholly_right),
            sheet.row(without_other, claims.wholly_right_without_other),
            sheet.mean_row(macro, claims.wholly_right_by_metric),
        ]
    else:  # a system of some metrics alone
        rows = own
    sheet.counts(rows)
    counted = Counter(error.kind for error in claims.errors)
    if counted:
        kinds = sheet.tally((kind, counted[kind]) for kind in ErrorKind)
        sheet.line(Phrase.ERROR_TALLY, FAINT, kinds=kinds)
    if claims.false_alarms:
        reasons = sheet.tally(claims.false_alarms.items())
        sheet.line(Phrase.FALSE_ALARMS, FAINT, reasons=reasons)


def _print_groups(sheet: Sheet, grouping: ClaimGrouping, groups: Sequence[ClaimGroup]) -> None:
    page = sheet.page
    words = page.words
    page.heading(words[Phrase.GROUPED].format(part=words[Phrase.CLAIMS], grouping=words[grouping]))
    of_texts = grouping in _OF_TEXTS
    rows = []
    for group in groups:
        right = group.right.total
        name = words[Phrase.NOT_GIVEN] if group.term is None else term_name(page, group.term)
        row = [name, str(group.texts)] if of_texts else [name]
        if not sheet.is_narrow:
            row += [figure(right.precision), figure(right.recall)]
        row += [figure(right.f1), sheet.limits(group.right), figure(group.wholly_right.value)]
        rows.append([*row, str(right.gold), str(right.predicted)])
    columns = [Phrase.TEXTS] if of_texts else []
    if not sheet.is_narrow:
        columns += [Phrase.PRECISION, Phrase.RECALL]
    columns += [Phrase.F1, Phrase.INTERVAL, Phrase.F1_WHOLLY_RIGHT]
    sheet.grid((*columns, Phrase.GOLD, Phrase.PREDICTED), rows)


def _print_attributes(sheet: Sheet, claims: ClaimScores) -> None:
    rows = [
        [
            sheet.page.words[FIELD_PHRASES[name]],
            *(figure(score.all.share), str(score.all.judged)),
            *(figure(score.given.share), str(score.given.judged)),
        ]
        for name, score in claims.attributes.items()
        if score.all.judged
    ]
    if rows:
        sheet.heading(Phrase.ATTRIBUTES)
        columns = (Phrase.ACCURACY, Phrase.JUDGED, Phrase.ACCURACY_GIVEN, Phrase.GIVEN)
        sheet.grid(columns, rows)
