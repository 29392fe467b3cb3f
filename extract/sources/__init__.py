"""Where reports come from beside files: tables, crawls of the web, addresses.

A collection is a file of many reports. Each of what it holds is an input of its own
(``gongkai.extract.input_files.Input``): a frozen dataclass that says where it stands, gives its
bytes, and can be opened again by any machine that sees the file. Read in this order:

1. ``names``: what rows and records are called, so that no two are called the same.
2. ``places``: files on disk and at addresses of fsspec, opened alike.
3. ``columns``, ``values``: which columns of a table hold the reports, and from what stands in
   them to bytes.
4. ``parquet``: rows of Parquet files, read a row group at a time.
5. ``packed``, ``json_lines``: lines of JSON, in plain and in packed files.
6. ``crawl_framing``, ``transfer``, ``crawls``: where the records of a WARC file begin and end,
   how their content was sent, and which of them may be reports.
7. ``addresses``: files, folders and globs at addresses.

Two rules hold throughout. Whatever is damaged is an error of that input alone: what comes before
it is read, and what comes behind it where it can be found. And a file is read once for all that is
asked for in order: what is open is kept from one input to the next (``lru_cache``), by the path and
the time of the file. What is kept must bear that reading is broken off anywhere, by an alarm.
"""
