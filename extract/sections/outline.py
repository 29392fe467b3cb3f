"""Choosing, among the lines that may be headings, those that open a section.

Wording decides first: a title of the official form opens its section whatever its number is.
Numbers support: the style of numbering that most sections use is the main style, and a
heading in that style opens a section unless its number shows that it belongs to a list
inside the section before it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from gongkai.extract.sections.candidates import Candidate
from gongkai.extract.sections.numbering import Style
from gongkai.extract.sections.topics import Topic
from gongkai.models.scheme import SectionKind

_MOST_IN_CONTENTS = 200
_ORDER = {kind: place for place, kind in enumerate(SectionKind)}


@dataclass(frozen=True, slots=True)
class Outline:
    """The candidates sorted out: those that open sections (by their kind), and the rest.

    ``contents`` are the candidates of a table of contents, which are no headings.
    """

    openings: tuple[tuple[Candidate, SectionKind], ...]
    inner: tuple[Candidate, ...]
    contents: tuple[Candidate, ...]


@dataclass(slots=True)
class _State:
    kind: SectionKind | None = None
    ordinal: int = 0
    nested: int | None = None
    inner_ordinals: dict[Style, int] = field(default_factory=dict)
    seen: set[SectionKind] = field(default_factory=set)
    title: str = ""


def outline(candidates: Sequence[Candidate]) -> Outline:
    """Sort out the candidates of a report."""
    contents = _table_of_contents(candidates)
    listed = {candidate.line for candidate in contents}
    rest = [candidate for candidate in candidates if candidate.line not in listed]
    main = _main_style(rest)
    at_main = {c.topic.kind for c in rest if c.style is main and c.topic and c.is_official}
    is_form = len(at_main) >= 3
    state = _State()
    openings: list[tuple[Candidate, SectionKind]] = []
    inner: list[Candidate] = []
    for candidate in rest:
        kind = _opened_kind(candidate, main, at_main, is_form, state)
        if kind is None:
            state.inner_ordinals[candidate.style] = candidate.ordinal or 0
            inner.append(candidate)
            continue
        openings.append((candidate, kind))
        _advance(state, candidate, kind)
    return Outline(tuple(openings), tuple(inner), tuple(contents))


def _advance(state: _State, candidate: Candidate, kind: SectionKind) -> None:
    if candidate.ordinal is not None:
        expected = state.ordinal + 1
        # A slip (二、 once more) must not make the next right number look wrong.
        state.ordinal = candidate.ordinal if candidate.ordinal >= state.ordinal else expected
    else:
        state.ordinal += 1
    state.kind, state.title, state.nested = kind, candidate.title, None
    state.seen.add(kind)
    state.inner_ordinals.clear()


def _main_style(candidates: Sequence[Candidate]) -> Style:
    """Return the style most kinds of section are numbered in, the outermost of equals."""
    best, best_score = Style.CHINESE, 0
    for style in Style:
        own = [c for c in candidates if c.style is style and c.topic is not None]
        official = {c.topic.kind for c in own if c.topic and c.is_official}
        known = {c.topic.kind for c in own if c.topic}
        score = 3 * len(official) + (len(known) if style < Style.CHINESE_BRACKET else 0)
        if score > best_score:
            best, best_score = style, score
    return best


def _opened_kind(
    candidate: Candidate,
    main: Style,
    at_main: set[SectionKind],
    is_form: bool,
    state: _State,
) -> SectionKind | None:
    """Return the kind of the section that ``candidate`` opens, ``None`` where it opens none."""
    if candidate.style is not main:
        return _opened_off_style(candidate, at_main, state)
    if candidate.ordinal is None:
        return candidate.topic.kind if candidate.topic and candidate.is_official else None
    if _is_nested(candidate, is_form, state):
        state.nested = candidate.ordinal
        return None
    return _kind_or_nearest(candidate.topic, state)


def _opened_off_style(
    candidate: Candidate, at_main: set[SectionKind], state: _State
) -> SectionKind | None:
    topic = candidate.topic
    if topic is None or not topic.official or not candidate.alone:
        return None
    if topic.kind in at_main or topic.kind in state.seen:
        return None
    if state.kind is None and topic.kind is SectionKind.OVERVIEW:
        return topic.kind  # nothing it could be a part of
    if candidate.style is not Style.NONE and _continues_inner(candidate, state):
        return None
    if state.kind is not None and _ORDER[topic.kind] < _ORDER[state.kind]:
        return None
    return topic.kind


def _continues_inner(candidate: Candidate, state: _State) -> bool:
    """Tell whether its number makes it an item of a list inside the section.

    Word processors renumber 二、 as 2、 and seldom as （二）: the first is believed as soon as
    the number fits the sections, the second only if it does not fit the list as well.
    """
    if candidate.ordinal != state.ordinal + 1:
        return True
    before = state.inner_ordinals.get(candidate.style, 0)
    return candidate.style is Style.CHINESE_BRACKET and candidate.ordinal == before + 1


def _is_nested(candidate: Candidate, is_form: bool, state: _State) -> bool:
    """Tell whether a heading in the main style belongs to a list inside the section."""
    ordinal = candidate.ordinal or 0
    if candidate.is_official or state.kind is None:
        return False
    if state.nested is not None and ordinal == state.nested + 1:
        return True
    if ordinal == 1:
        return state.ordinal >= 1 and candidate.title != state.title
    return ordinal != state.ordinal + 1 and not _opens_out_of_turn(candidate, is_form, state)


def _opens_out_of_turn(candidate: Candidate, is_form: bool, state: _State) -> bool:
    """Tell whether a heading opens a section though its number is not the next one."""
    skips = (candidate.ordinal or 0) > state.ordinal
    if candidate.topic is None or state.kind is None:
        return skips and not is_form
    if skips:
        return _ORDER[candidate.topic.kind] >= _ORDER[state.kind]
    return candidate.topic.kind not in state.seen and candidate.alone


def _kind_or_nearest(topic: Topic | None, state: _State) -> SectionKind:
    if topic is not None:
        return topic.kind
    if state.kind is None or state.kind is SectionKind.OVERVIEW:
        return SectionKind.OVERVIEW
    return state.kind if state.kind is SectionKind.PROBLEMS else SectionKind.OTHER_MATTERS


def _table_of_contents(candidates: Sequence[Candidate]) -> list[Candidate]:
    """Return the first run of headings without text between that all come again."""
    run: list[Candidate] = []
    for position, candidate in enumerate(candidates[:_MOST_IN_CONTENTS]):
        if run and candidate.line > run[-1].last_line + 1:
            if len(run) > 2 and _is_contents(run, candidates[position:]):
                return run
            run = []
        run.append(candidate)
        # A list that is followed at once by the first section it lists ends there.
        if len(run) > 3 and candidate.title == run[0].title and candidate.ordinal == run[0].ordinal:
            if _is_contents(run[:-1], candidates[position:]):
                return run[:-1]
            run = [candidate]
    return []


def _is_contents(run: Sequence[Candidate], rest: Sequence[Candidate]) -> bool:
    kinds = {c.topic.kind for c in run if c.topic is not None}
    if len(kinds) < 3:
        return False
    again = {(c.style, c.title) for c in rest}
    repeated = sum((c.style, c.title) in again for c in run)
    kinds_again = {c.topic.kind for c in rest if c.topic is not None and c.alone}
    return repeated * 5 >= len(run) * 3 or (repeated > 0 and kinds <= kinds_again)
