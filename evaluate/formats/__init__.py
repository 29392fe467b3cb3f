"""How right each format of documents is read: the same reports as text, pages, Word, PDF, scans.

The reports and their formats are those of ``gongkai.annotations.documents``. For newcomers, in
the order to read the modules in: ``comparing`` (a record beside the gold, and beside the record
of the same report as plain text), ``worker`` (reads the documents of one format, in a process of
its own), ``measuring`` (all formats, one after the other), ``results_file``, ``display`` and
``command_line`` (what ``gongkai evaluate formats`` does), ``wording``.
"""

from gongkai.evaluate.formats.comparing import (
    Difference,
    DifferenceKind,
    GoldFigures,
    Likeness,
    against_gold,
    against_text,
)
from gongkai.evaluate.formats.measuring import FormatFigures, Results, measure_formats

__all__ = [
    "Difference",
    "DifferenceKind",
    "FormatFigures",
    "GoldFigures",
    "Likeness",
    "Results",
    "against_gold",
    "against_text",
    "measure_formats",
]
