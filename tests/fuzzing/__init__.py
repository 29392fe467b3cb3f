"""Fuzzing: every reader fed with files that are broken or made to do harm, guided by coverage.

``make fuzz SECONDS=600 READER=html`` fuzzes one reader, without ``READER`` all of them, one after
the other. For newcomers, in the order to read the modules in:

1. ``oracle``: what must hold of whatever a reader gives, and what it may take.
2. ``seeds``: small sound files of each format, from which mutation starts.
3. ``tokens``, ``markup``, ``trees``, ``containers``: mutations that keep files sound enough to
   get past the first check: XML within a zip file, drawing commands within a PDF file.
4. ``drawn_pages``, ``stub_engine``: pages out of bytes; a recogniser that needs no time.
5. ``targets``: a reader with its seeds and mutations.
6. ``fuzzing`` runs one target under atheris, ``__main__`` supervises it: a native crash ends the
   process, and the next goes on.
7. ``findings/``: small files that were found to do harm, replayed by ``test_findings`` without
   atheris.
"""
