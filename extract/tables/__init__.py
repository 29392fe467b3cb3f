"""The mandated tables, from grids and from every shape that copying flattens them into.

For newcomers: a table reaches us as a grid whose geometry survived (HTML) or as text in which
it did not. Both are brought to the same form, step by step; read the modules in this order.

1. ``values``: what a single cell can say: a number, a stroke, nothing.
2. ``vocabulary``: the wording of all headers, and whether a fragment belongs to it.
3. ``tokens`` and ``lexing``: lines and grids become *physical rows* of tokens: label, value,
   blank.
4. ``rows``: physical rows become *logical rows*: the label of one row, whole, and what stands
   behind it. Labels wrapped over lines are put together here; ``outcomes`` does so for table
   four where it is written downwards.
5. ``alignment``: logical rows are assigned to the rows of the form, best match in order.
6. ``headers``: where a header names its columns in another order, the rows follow it.
7. ``columns``: what stands behind the label is laid over the columns.
8. ``statistics_lists``: the free lists of the years before 2019.
9. ``reading``: the whole way, and which form a report follows.

Nothing is repaired and nothing is inferred from sums: a report that contradicts itself shall
be seen to. Where the text no longer tells which column a number stood in, the cells of the
row are ``unreadable``, never guessed.
"""

from gongkai.extract.tables.reading import TableReading, read_tables

__all__ = ["TableReading", "read_tables"]
