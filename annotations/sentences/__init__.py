"""Annotated sentences, which serve training alone: the files, and a strict reader of them.

The last part of ``MARKUP.md`` says how they are written.
"""

from gongkai.annotations.sentences.reading import (
    AnnotatedSentence,
    SentenceClaim,
    is_file_of_sentences,
    load_sentences,
    parse_sentences,
    read_sentences,
)

__all__ = [
    "AnnotatedSentence",
    "SentenceClaim",
    "is_file_of_sentences",
    "load_sentences",
    "parse_sentences",
    "read_sentences",
]
