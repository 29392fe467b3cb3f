"""What a corpus holds, what it is short of, and how much its texts repeat each other."""

from gongkai.annotations.statistics.counting import CorpusStatistics, Era, count
from gongkai.annotations.statistics.recurrence import (
    Recurrence,
    recurrence,
    recurrence_of_passages,
    recurrence_of_texts,
)
from gongkai.annotations.statistics.targets import TARGETS, Shortfall, Target, shortfalls

__all__ = [
    "TARGETS",
    "CorpusStatistics",
    "Era",
    "Recurrence",
    "Shortfall",
    "Target",
    "count",
    "recurrence",
    "recurrence_of_passages",
    "recurrence_of_texts",
    "shortfalls",
]
