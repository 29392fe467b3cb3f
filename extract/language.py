"""The language that people are told things in, and what is said in it."""

from __future__ import annotations

from enum import StrEnum

from gongkai.extract.safe_text import on_one_line
from gongkai.models.terms import Term


class Language(StrEnum):
    """The language of labels and headings."""

    ENGLISH = "en"
    CHINESE = "zh"


class Words:
    """Phrases and terms in one language.

    Parameters
    ----------
    language
        The language.
    """

    def __init__(self, language: Language) -> None:
        self.language = language

    def __getitem__(self, term: Term) -> str:
        return term.label(self.language)

    def format(self, phrase: Term, **values: object) -> str:
        """Return a phrase with its gaps filled."""
        return self[phrase].format(**values)

    @staticmethod
    def safe(text: str) -> str:
        """Return text of a report or a file name, fit for the terminal, on one line."""
        return on_one_line(text).strip()
