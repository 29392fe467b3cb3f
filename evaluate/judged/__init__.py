"""What is compared, and where it comes from.

``reports`` has the one form that both sides take. Whatever people have is brought into it:

* ``gold`` reads annotations of reports (``gold_models`` says what one may say), ``records``
  takes records;
* ``corpus`` takes passages and whole reports of a corpus in the markup, or in whatever the
  converters of ``gongkai.annotations`` read; ``corpus_tables`` the corpus as Parquet files;
* ``beside`` reads the report that lies beside its annotation;
* ``row_files`` reads rows; ``claim_rows`` takes claims from them, ``tidy_tables`` the tables that
  ``gongkai extract`` writes;
* ``contexts`` finds the places of context spans that are given as words.

``reasons`` says in plain words why something is refused. ``formats`` tells what a path holds,
``loading`` loads it. ``pairing`` finds what belongs together, and ``misplaced`` whether predicted
quotes stand where they say.
"""
