"""Texts of a corpus in the markup, as annotations to measure against.

What comes with gongkai goes by names: ``corpus:train`` and ``corpus:dev``, ``reality:dev`` for
the reality set, and ``samples`` for the sample reports. What lies in a sealed test split is
refused.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from importlib.resources import files
from pathlib import Path
from typing import Any, Final, NamedTuple
from zlib import crc32

from pydantic import ValidationError

from gongkai.annotations.converters.losses import Loss
from gongkai.annotations.corpus_files import (
    CorpusError,
    bundled_corpus,
    bundled_reality,
    read_corpus,
)
from gongkai.annotations.markup import MarkupError
from gongkai.annotations.passages import AnnotatedClaim, Passage, Split
from gongkai.annotations.phenomena import phenomena_of
from gongkai.annotations.sealing import sealed
from gongkai.annotations.whole_reports import (
    PageStyle,
    ReportSource,
    compose_report,
    gold_of,
    render_page,
)
from gongkai.evaluate.judged.gold import GoldError, judged_gold
from gongkai.evaluate.judged.gold_models import GoldReport
from gongkai.evaluate.judged.reasons import first_reason
from gongkai.evaluate.judged.reports import (
    ATTRIBUTES,
    JudgedClaim,
    JudgedContext,
    JudgedItem,
    JudgedReport,
    NonClaim,
    Traits,
)
from gongkai.extract.inputs import InputError
from gongkai.models.scheme import SectionKind

#: The folder with the sample reports, by its name.
SAMPLES: Final = "samples"


class _BundledSet(NamedTuple):
    """A set with splits that comes with gongkai."""

    title: str
    folder: Callable[[], Path]
    open_splits: tuple[Split, ...]


#: By what stands in front of the colon: ``corpus:dev``.
_SETS: Final = {
    "corpus": _BundledSet("corpus", bundled_corpus, (Split.TRAIN, Split.DEV)),
    "reality": _BundledSet("reality set", bundled_reality, (Split.DEV,)),
}
#: Every name of what comes with gongkai and is open.
BUNDLED_NAMES: Final = (
    *(f"{name}:{split}" for name, each in _SETS.items() for split in each.open_splits),
    SAMPLES,
)
_OPEN_IT: Final = (
    "hand it out with gongkai annotations open, then give the path of what was handed out"
)
#: Encoding of the pages, where it is not UTF-8.
_ENCODINGS: Final = {PageStyle.LAYOUT_TABLES: "gb18030"}
_STYLES: Final = tuple(PageStyle)


def bundled(name: str) -> Path | None:
    """Return the folder of what is bundled under a name, ``None`` if the name is none of these.

    Raises
    ------
    InputError
        If it is sealed, or there is no such split.
    """
    if name == SAMPLES:
        return Path(str(files("gongkai.annotations"))) / SAMPLES
    if not names_split(name):
        return None
    prefix, _, split = name.partition(":")
    if split == Split.TEST:
        raise InputError(f"The split test is sealed: {_OPEN_IT}.")
    chosen = _SETS[prefix]
    if split not in chosen.open_splits:
        choices = " or ".join(f"{prefix}:{each}" for each in chosen.open_splits)
        raise InputError(f"The {chosen.title} has no split {split!r}: choose {choices}.")
    return chosen.folder() / split


def names_split(name: str) -> bool:
    """Tell whether a name is that of a split, there or not, of what comes with gongkai."""
    prefix, colon, _ = name.partition(":")
    return bool(colon) and prefix in _SETS


def load_corpus_texts(path: Path) -> list[JudgedReport]:
    """Load passages and whole reports in the markup.

    Parameters
    ----------
    path
        A file, or a folder that is searched with its subfolders.

    Raises
    ------
    CorpusError
        If there is nothing in the markup, or it is sealed.
    MarkupError
        If something in a file cannot be accepted.
    """
    if sealed(path):
        raise CorpusError(
            f"{path} is of a test split, which is sealed, or holds one: {_OPEN_IT}; or name a "
            f"split that is open, such as corpus:{Split.DEV}."
        )
    corpus = read_corpus(path)
    if corpus.faults:
        raise MarkupError(corpus.faults)
    return [
        *(judged_passage(located.passage) for located in corpus.passages),
        *map(judged_whole_report, corpus.reports),
    ]


def judged_passage(passage: Passage, losses: Iterable[Loss] = ()) -> JudgedReport:
    """Bring a passage into the common form.

    Problems and improvements are judged in passages from section five alone.

    Parameters
    ----------
    passage
        The passage.
    losses
        What the format it was read from has no place for, which is not judged.
    """
    head, text = passage.head, passage.text
    only = head.sections[0] if len(head.sections) == 1 else None
    claims = tuple(_claim(passage, claim, only) for claim in passage.claims)
    on_problems = SectionKind.PROBLEMS in head.sections
    problems = on_problems and Loss.PROBLEMS not in losses
    improvements = on_problems and Loss.IMPROVEMENTS not in losses
    return JudgedReport(
        name=head.name,
        claims=claims,
        problems=tuple(
            JudgedItem(item.span, item.span.of(text), item.category, item.year)
            for item in passage.problems
        )
        if problems
        else None,
        improvements=tuple(
            JudgedItem(item.span, item.span.of(text), item.category, item.stage)
            for item in passage.improvements
        )
        if improvements
        else None,
        traits=_traits(passage, is_report=False),
        non_claims=tuple(NonClaim(each.span, each.reason) for each in passage.non_claims),
        text=text,
    )


def judged_whole_report(source: ReportSource) -> JudgedReport:
    """Bring a whole report into the common form, its tables in their places, with its page."""
    report = compose_report(source)
    name = source.head.head.name
    style = _STYLES[crc32(name.encode()) % len(_STYLES)]  # the same whatever else is read
    page = render_page(report, style).decode(_ENCODINGS.get(style, "utf-8"))
    judged = judged_composed(gold_of(report, name), report.passage, page)
    return replace(judged, tables=tuple(sorted(report.table_spans.values())))


def judged_composed(
    gold: dict[str, Any], passage: Passage, page: str | None = None
) -> JudgedReport:
    """Bring a report into the common form that has both its gold and its marks.

    Parameters
    ----------
    gold
        What ``gold_of`` returned.
    passage
        The report with its tables and everything marked in it.
    page
        The report as a web page, where there is one.

    Raises
    ------
    GoldError
        If the gold is no annotation.
    """
    try:
        fields = GoldReport.model_validate(gold)
    except ValidationError as error:
        raise GoldError(
            f"{passage.head.name}: its gold is no annotation ({first_reason(error)}): correct it."
        ) from error
    judged = judged_gold(fields, passage.text, page)
    marked = judged_passage(passage)
    claims = zip(judged.claims or (), marked.claims or (), strict=True)
    return replace(
        judged,
        name=passage.head.name,
        claims=tuple(
            replace(claim, contexts=exact.contexts, context_words=()) for claim, exact in claims
        ),
        traits=replace(_traits(passage, is_report=True), sections=()),
        non_claims=marked.non_claims,
    )


def _traits(passage: Passage, *, is_report: bool) -> Traits:
    head = passage.head
    return Traits(phenomena_of(passage), head.year, head.tier, head.type, is_report, head.sections)


def _claim(passage: Passage, claim: AnnotatedClaim, section: SectionKind | None) -> JudgedClaim:
    return JudgedClaim(
        metric=claim.metric,
        kind=claim.kind,
        value=claim.value,
        quote=claim.span.of(passage.text),
        span=claim.span,
        value_max=claim.value_max,
        unit=claim.unit,
        bound=claim.bound,
        aspect=claim.aspect,
        channel=claim.channel,
        per=claim.per,
        scope=claim.scope,
        part_of=claim.part_of,
        part_kind=claim.part_kind,
        section=section,
        contexts=tuple(_contexts(passage, claim)),
        stated=frozenset(ATTRIBUTES) - (frozenset() if section else {"section"}),
    )


def _contexts(passage: Passage, claim: AnnotatedClaim) -> Iterator[JudgedContext]:
    for number in sorted(claim.contexts):
        context = passage.contexts[number]
        yield JudgedContext(context.kind, context.span)
