"""Records to files.

Read in this order: ``tidy`` says which tables there are and turns a record into their rows;
``json_lines`` writes ``records.jsonl`` and ``errors.jsonl``; ``tables`` says what a writer of all
tables is. Of these there is one for each format: ``comma_separated`` and ``parquet`` write a file
for each table, ``partitions`` folders of Parquet files; ``database`` (with ``database_views``),
``workbook`` and ``stata`` write for DuckDB, Excel and Stata, with labels from ``extract.codebook``.
``columns`` reads tables back, without making rows of them. ``output`` puts the writers of one run
together and keeps the output directory whole, ``collected`` those of results that were written in
parts (``gongkai bulk collect``); ``results_folder`` knows what lies in such a directory.
``threshold`` drops claims below a confidence before writing.

Nothing is imported here: pyarrow alone costs a fifth of a second.
"""
