"""Whole reports in any number, made up from nothing: for runs of a hundred thousand and more.

Where ``benchmark.workload`` varies the fourteen samples, every report here has a text, tables and
an issuer of its own. They are synthetic and say so by their uris; how like real ones they are in
length and density is measured by ``likeness``.

For newcomers, in the order to read the modules in:

1. ``offices``: who reports, with an invented name, and for which year;
2. ``figures``: the numbers of one report, which add up as the forms want it;
3. ``tables``: these numbers in the printed forms, as copied text of several shapes;
4. ``narrative``: the paragraphs, from the clauses in ``data/`` and the sentences of
   ``annotations.generator``;
5. ``composing``: one report from all of these, by its seed and number;
6. ``files``: reports on disk; ``likeness``: beside real ones; ``command_line``: what
   ``gongkai benchmark reports`` does.

A report depends on its seed and number alone, so that any part of a collection can be made
anywhere and a larger collection begins like a smaller one.
"""

from gongkai.evaluate.benchmark.whole_reports.composing import WholeReport, whole_reports

__all__ = ["WholeReport", "whole_reports"]
