"""The codebook: what every column of the tidy tables means, for people and for files.

Read in this order: ``terms`` says how a column is described (where it comes from, in what it is
counted, what it means that it is empty); ``of_reports``, ``of_tables``, ``of_narrative`` and
``of_collections`` describe the columns in English and Chinese; ``entries`` joins the descriptions
to the tables, takes the ids that a column may hold from the models, and gives one ``Entry`` a
column; ``rendering`` writes them as Markdown or CSV. The writers of DuckDB, Excel and Stata files
take their comments and labels from here, so nothing is described twice.
"""
