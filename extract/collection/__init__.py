"""Results as a collection: copies of one report, and what an issuer changed from year to year.

Both work on a folder that ``gongkai extract`` wrote and add tables beside it; nothing is taken
away. Read in this order: ``results`` reads the tables of such a folder in batches; ``terms`` and
``tables`` say what is added; ``survey`` notes of every report whose it is and how good a copy.

Copies: ``fingerprints`` makes 512 bytes of a text that tell how alike two texts are; ``candidates``
finds pairs worth comparing; ``grouping`` puts copies together and picks the best; ``duplicates``
runs them over a folder.

Years: ``series`` finds the reports of one issuer on years that follow each other; ``buckets``
brings what belongs together into memory together; ``stated`` has facts and claims as the tables
hold them; ``differences`` compares facts, ``recalling`` holds what a report says about the year
before against the report on that year, ``copying`` finds the sentences taken over; ``years`` runs
them over a folder.

``writing`` writes the tables, as Parquet, CSV and, where there is one, into the database.
"""
