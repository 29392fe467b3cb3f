"""Records to files.

Read in this order: ``tidy`` says which tables there are and turns a record into their rows;
``json_lines`` writes ``records.jsonl`` and ``errors.jsonl``; ``tables`` says what a writer of all
tables is. Of these there is one for each format: ``comma_separated`` and ``parquet`` write a file
for each table, ``partitions`` folders of Parquet files; ``database`` (with ``database_views``),
``workbook`` and ``stata`` write for DuckDB, Excel and Stata, with labels from ``extract.codebook``.
``output`` puts the writers of one run together and keeps the output directory whole. ``threshold``
drops claims below a confidence before writing.

Nothing is imported here: pyarrow alone costs a fifth of a second.
"""
