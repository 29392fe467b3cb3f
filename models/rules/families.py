"""Families of metrics, predicates and measure words that the rules treat alike."""

from __future__ import annotations

from gongkai.models.rules.lexicon import Mention
from gongkai.models.scheme import Metric

APPLICATIONS = Metric.APPLICATIONS_RECEIVED
#: What has been published about an event is information, not the event.
EVENTS = {
    Metric.TRAINING_SESSIONS, Metric.MEETINGS_HELD, Metric.INSPECTIONS_CONDUCTED,
    Metric.PUBLIC_EVENTS, Metric.LICENCES_DECIDED, Metric.PENALTIES_DECIDED,
}  # fmt: skip
#: Predicates that say what becomes of an application even where the word itself is missing.
HANDLING = {
    "receive", "answer", "carry_in", "carry_over", "grant", "partly_grant", "refuse",
    "unavailable", "not_process", "other_process",
}  # fmt: skip
#: Predicates whose numbers count the work of the body even where no noun is known.
WORK = {"hold", "attend", "answer"}
#: Measure words of people and bodies.
PEOPLE = {"人", "人次", "名", "位", "人（次）", "家", "户", "个"}
#: Measure words of single works, which may take turns in one breakdown.
PIECES = {"条", "篇", "件", "个", "份", "则", "期", "部", "幅", "张", "项", "篇次", "条次", "集"}
PIECES_OF_TEXT = {"条", "篇", "件"}
#: Matters that are taken in and dealt with one by one.
CASES = {
    Metric.HOTLINE_CASES, Metric.MESSAGES_HANDLED, Metric.PETITIONS_HANDLED,
    Metric.ISSUES_REPORTED, Metric.PROPOSALS_HANDLED, Metric.SERVICE_ITEMS,
}  # fmt: skip
#: Those whose handling can satisfy.
SERVED = CASES | {APPLICATIONS}
DISPUTES = {Metric.REVIEWS_FILED, Metric.LAWSUITS_FILED}
#: What problems are found by, and the problems.
CHECKED = {Metric.PROBLEMS_FOUND, Metric.INSPECTIONS_CONDUCTED, Metric.ISSUES_REPORTED}
#: Works that are broken down by their form.
WORKS = {Metric.INTERPRETATIONS_PUBLISHED, Metric.CONCERNS_ANSWERED}
#: Measure words in which lists of classes are given, with what the whole list counts.
LISTS = {
    (Metric.INFO_PUBLISHED, "条"), (Metric.INFO_PUBLISHED, "篇"), (Metric.CATALOGUE_ITEMS, "项"),
}  # fmt: skip
#: What keeps its own metric in such a list.
OF_THEIR_OWN = {
    Metric.INFO_PUBLISHED, Metric.DOCUMENTS_PUBLISHED, Metric.INTERPRETATIONS_PUBLISHED,
    Metric.CONCERNS_ANSWERED, Metric.RULES_ISSUED, Metric.NORMATIVE_DOCUMENTS_ISSUED,
    Metric.PROBLEMS_FOUND, Metric.AUDIENCE, APPLICATIONS,
}  # fmt: skip


def basis(metric: Metric) -> Metric:
    """Return the noun behind a metric: whatever became of applications, they were received."""
    return APPLICATIONS if metric.startswith("applications_") else metric


def metric_of(mention: Mention) -> Metric:
    """Return the metric that a noun counts by default."""
    noun = mention.entry.noun
    return Metric.OTHER_COUNT if noun is None else noun


def are_pieces(one: str | None, other: str | None) -> bool:
    """Tell whether both measure words count single works."""
    return one in PIECES and other in PIECES
