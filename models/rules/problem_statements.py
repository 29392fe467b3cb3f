"""Where one problem ends and the next begins, in sentences without list markers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from gongkai.models.problem_wording import LACK
from gongkai.models.rules.problem_categories import categorise
from gongkai.models.scheme import Category

_CLAUSE = re.compile(r"[^，；：。！？“”]+")
_LEADING = re.compile(
    r"(?:但是?|然而|不过|同时|也|仍然?|还|依然|主要|尤其是?|特别是?)*"
    r"(?:(?:存在的?)?(?:主要|突出)?(?:问题|不足)(?:主要)?(?:是|有|在于)|表现[在为]|存在着?|是|有(?!待))?"
    r"(?:例?如|比如|即)?"
)
_CONTINUATION = re.compile(r"有待|还|仍|尚|也|需|且|亟")
#: A clause that only leads over to a problem.
_LEAD_IN = re.compile(
    r"(?:但|同时|虽|尽管|也要看到|应当?看到|回头看|对照|与.{0,12}相比|取得|从.{0,12}看|20\d\d年)"
)
_LIST_END = re.compile(r"等(?:方面)?(?:的)?(?:问题|不足|情况|现象|短板)[。；，]?$")


def problems_in(text: str, start: int, end: int, *, announced: bool) -> list[tuple[int, int]]:
    """Return the stretches of a sentence that each state one problem.

    Parameters
    ----------
    text
        The normalised passage.
    start, end
        The sentence, or the part of it behind its introduction.
    announced
        Whether an introduction said that problems follow: then what stands between two
        semicolons is one also where no word in it states a lack.
    """
    found: list[tuple[int, int]] = []
    for first, after in parts(text, start, end, "；"):
        found += _in_segment(text, first, after, announced=announced)
    return found


def parts(text: str, start: int, end: int, mark: str) -> Iterator[tuple[int, int]]:
    """Yield what stands between the occurrences of ``mark``, empty parts left out."""
    marks = [match.start() for match in re.finditer(mark, text[start:end])]
    for before, at in pairwise([-1, *marks, end - start]):
        if at > before + 1:
            yield start + before + 1, start + at


def listed_problems(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Split ``A、B`` where each of its parts states a lack, else return it whole."""
    split = list(parts(text, start, end, "、"))
    if len(split) > 1 and all(LACK.search(text, *part) for part in split):
        return split
    return [(start, end)]


def _in_segment(text: str, start: int, end: int, *, announced: bool) -> list[tuple[int, int]]:
    runs = _runs(text, start, end)
    if not announced:
        return runs
    if not runs:
        return [(start, end)]
    # The clauses around a lack say whose or what it is, unless they lead over from praise.
    if not _LEAD_IN.match(text, start):
        runs[0] = (start + _leading(text, start, end), runs[0][1])
    if not _LIST_END.fullmatch(text, runs[-1][1], end):
        runs[-1] = (runs[-1][0], end)
    return runs


def _runs(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Return the runs of clauses that state a lack; a run keeps to one category."""
    runs: list[tuple[int, int]] = []
    before: Category | None = None
    for match in _CLAUSE.finditer(text, start, end):
        if not LACK.search(match[0]):
            before = None
            continue
        first = match.start() + _leading(text, match.start(), match.end())
        after = match.end()
        listed = _LIST_END.search(text, first, after)
        several = listed_problems(text, first, listed.start()) if listed else []
        if len(several) > 1:
            runs += several
            before = None
            continue
        category = categorise(text[first:after])
        joined = runs and text[runs[-1][1] : match.start()] == "，" and before is not None
        goes_on = category in (before, Category.OTHER) or _CONTINUATION.match(match[0])
        if joined and goes_on:
            runs[-1] = (runs[-1][0], after)
        else:
            runs.append((first, after))
            before = category
    return runs


def _leading(text: str, start: int, end: int) -> int:
    match = _LEADING.match(text, start, end)
    return match.end() - start if match else 0
