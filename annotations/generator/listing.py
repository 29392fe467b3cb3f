"""Several claims in one breath: lists, one number for two things, two numbers for one event."""

from __future__ import annotations

from typing import Final

from gongkai.annotations.generator import lexicon
from gongkai.annotations.generator.counting import Clause, choose_frame, write_clause
from gongkai.annotations.generator.draft import ContextMark
from gongkai.annotations.generator.expressions import draw, stated
from gongkai.annotations.generator.lexicon import EventRow, Frame
from gongkai.annotations.generator.scene import Context, Scene
from gongkai.annotations.passages import ContextKind
from gongkai.models.scheme import Kind, Metric

#: Metrics that reports tell side by side.
THEMES: Final = (
    (
        Metric.INFO_PUBLISHED,
        Metric.DOCUMENTS_PUBLISHED,
        Metric.INTERPRETATIONS_PUBLISHED,
        Metric.NORMATIVE_DOCUMENTS_ISSUED,
    ),
    (Metric.LICENCES_DECIDED, Metric.PENALTIES_DECIDED, Metric.COMPULSIONS_DECIDED),
    (Metric.REVIEWS_FILED, Metric.LAWSUITS_FILED),
    (Metric.HOTLINE_CASES, Metric.MESSAGES_HANDLED, Metric.PETITIONS_HANDLED),
    (Metric.TRAINING_SESSIONS, Metric.MEETINGS_HELD, Metric.INSPECTIONS_CONDUCTED),
    (Metric.PLATFORMS_OPERATED, Metric.STAFF_ASSIGNED, Metric.RULES_ADOPTED),
    (Metric.PRESS_CONFERENCES, Metric.PUBLIC_EVENTS, Metric.CONSULTATIONS_HELD),
    (Metric.RULES_ISSUED, Metric.DOCUMENTS_REPEALED, Metric.DOCUMENTS_IN_FORCE),
    (Metric.CATALOGUE_ITEMS, Metric.SERVICE_ITEMS, Metric.GAZETTES_ISSUED),
    (Metric.CONCERNS_ANSWERED, Metric.ISSUES_REPORTED, Metric.PROPOSALS_HANDLED),
    (Metric.APPLICATIONS_CARRIED_IN, Metric.APPLICATIONS_CARRIED_OVER),
)
_CARRYING: Final = frozenset({"publish", "document"})


def theme_of(metric: Metric) -> tuple[Metric, ...]:
    """Return the metrics that are told beside one, itself first."""
    theme = next((theme for theme in THEMES if metric in theme), (metric,))
    return (metric, *(other for other in theme if other is not metric))


def carries_channel(metric: Metric) -> bool:
    """Tell whether claims of a metric can share a channel named once."""
    return any(frame.channels in _CARRYING for frame in lexicon.frames_of(metric))


def _carrying_frame(scene: Scene, metric: Metric) -> Frame:
    frames = [f for f in lexicon.frames_of(metric) if f.channels in _CARRYING and f.predicates]
    return scene.random.choice(frames)


def write_carried(scene: Scene, metric: Metric) -> None:
    """Write a channel once and several claims that came by it."""
    others = [other for other in theme_of(metric)[1:] if carries_channel(other)]
    chosen = [metric, *scene.random.sample(others, min(len(others), scene.random.choice((1, 2))))]
    scene.random.shuffle(chosen)
    periods = scene.period()
    scene.who()
    scene.draft.write(scene.one_of("通过", "依托", "利用", "在"))
    channels = [scene.channel("document")]
    actions: list[ContextMark] = []
    for number, each in enumerate(chosen):
        frame = _carrying_frame(scene, each)
        if number:
            scene.draft.write(scene.one_of("，", "、", "，"))
        clause = Clause(scene, frame)
        if actions and not frame.told_by_predicate and scene.chance(0.35):
            clause.context.actions = actions
            claim = clause.write("<s><n>")
        else:
            claim = clause.write(scene.one_of("<a><s><n>", "<a><s>共<n>", "<a>了<s><n>"))
            actions = clause.context.actions
        context = clause.context
        context.channels, context.periods = channels, periods
        claim.contexts = context.marks()


def write_list(scene: Scene, metric: Metric) -> None:
    """Write claims of a few metrics, each with its own noun."""
    others = theme_of(metric)[1:]
    chosen = [metric, *scene.random.sample(others, min(len(others), scene.random.choice((1, 2))))]
    scene.random.shuffle(chosen)
    link = scene.one_of("，", "、", "，")
    for number, each in enumerate(chosen):
        frame = choose_frame(scene, each)
        if number == 0:
            write_clause(scene, frame)
            continue
        scene.draft.write(link)
        clause = Clause(scene, frame)
        clause.context.periods = scene.period(0)
        clause.write("<a><s><n>" if frame.predicates else "<s><n>")


def _named_alone(metric: Metric) -> list[Frame]:
    """Return the frames whose nouns need no predicate, and that are no money."""
    return [
        frame
        for frame in lexicon.frames_of(metric)
        if not frame.told_by_predicate and not frame.units[0].endswith("元")
    ]


def can_be_respective(metric: Metric) -> bool:
    """Tell whether a metric and others beside it can be told by nouns alone."""
    return bool(_named_alone(metric)) and any(map(_named_alone, theme_of(metric)[1:]))


def write_respectively(scene: Scene, metric: Metric) -> None:
    """Write nouns first, then their numbers: A、B分别为3件、2件."""
    others = [other for other in theme_of(metric)[1:] if _named_alone(other)]
    chosen = [metric, *scene.random.sample(others, min(len(others), 2))]
    frames = [scene.random.choice(_named_alone(each)) for each in chosen]
    periods = scene.period()
    scene.who()
    subjects = []
    for number, frame in enumerate(frames):
        scene.draft.write("" if number == 0 else "、")
        nouns = [noun for noun in frame.nouns if "的" not in noun] or frame.nouns
        subjects.append(scene.context(ContextKind.SUBJECT, scene.random.choice(nouns)))
    scene.draft.write(scene.one_of("分别为", "分别达到", "分别有") if len(frames) > 1 else "为")
    for number, (frame, (subject, *channels)) in enumerate(zip(frames, subjects, strict=True)):
        scene.draft.write("" if number == 0 else "、")
        said = stated(
            scene.random,
            draw(scene.random, frame.low, frame.high),
            scene.random.choice(frame.units),
            plain=number > 0 or scene.chance(0.7),
        )
        claim = scene.claim(frame.metric, Kind.COUNT, said)
        claim.contexts = Context([subject], [], channels, periods).marks()


def has_pair(metric: Metric) -> bool:
    """Tell whether a metric shares a number with another."""
    return any(metric in row.metrics for row in lexicon.pairs())


def write_pair(scene: Scene, metric: Metric) -> None:
    """Write one number under two predicates: 收到并答复申请3件."""
    row = scene.random.choice([row for row in lexicon.pairs() if metric in row.metrics])
    periods = scene.period()
    scene.who()
    (first,) = scene.context(ContextKind.ACTION, row.predicates[0])
    scene.draft.write(scene.one_of("并", "和", "、", "并及时"))
    (second,) = scene.context(ContextKind.ACTION, row.predicates[1])
    subject = scene.context(ContextKind.SUBJECT, scene.random.choice(row.nouns))
    scene.total()
    unit = scene.random.choice(row.units)
    said = stated(scene.random, draw(scene.random, 1, 300), unit)
    start = scene.draft.write(said.words)
    for predicate, each in zip((first, second), row.metrics, strict=True):
        claim = scene.same_claim(start, each, Kind.COUNT, said)
        claim.contexts = Context(subject, [predicate], [], periods).marks()


def events_of(metric: Metric) -> list[EventRow]:
    """Return the events with a number of this metric."""
    return [row for row in lexicon.events() if metric in (row.first.metric, row.second.metric)]


def write_event(scene: Scene, metric: Metric) -> None:
    """Write one event with two numbers: 培训2次120人次."""
    row = scene.random.choice(events_of(metric))
    adjacent = not row.second.nouns or scene.chance(0.25)
    clause = Clause(scene, row.first)
    if adjacent:
        size = draw(scene.random, row.first.low, row.first.high)
        clause = Clause(scene, row.first, stated(scene.random, size, clause.unit, plain=True))
    clause.write(scene.one_of("<p><b><a><s><n>", "<p><b><t><a><s><n>", "<p><b><s><a><n>"))
    context = clause.context
    second = row.second
    if adjacent:
        size = draw(scene.random, second.low, second.high)
        said = stated(scene.random, size, scene.random.choice(second.units), plain=True)
        claim = scene.claim(second.metric, Kind.COUNT, said)
        if second.nouns and second.metric is not Metric.TRAINING_PARTICIPANTS:
            context = context.with_subject(context.subjects, context.actions)
        claim.contexts = context.marks()
        return
    scene.draft.write(scene.one_of("，", "、", "，"))
    subject = scene.context(ContextKind.SUBJECT, scene.random.choice(second.nouns))
    scene.total()
    claim = scene.number(second)
    claim.contexts = context.with_subject(subject, []).marks()
