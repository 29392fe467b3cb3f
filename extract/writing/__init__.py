"""Records to files.

Read in this order: ``tidy`` says which tables there are and turns a record into their rows;
``json_lines`` writes ``records.jsonl`` and ``errors.jsonl``; ``comma_separated`` and
``parquet`` write the tidy tables; ``output`` puts the writers of one run together and keeps
the output directory whole. ``threshold`` drops claims below a confidence before writing.

Nothing is imported here: pyarrow alone costs a fifth of a second.
"""
