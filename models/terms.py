"""Terms: ids with labels for people, from which the enumerations of the scheme are made."""

from __future__ import annotations

from enum import StrEnum
from typing import Self


class Term(StrEnum):
    """A member whose value is its id and which carries labels and a definition.

    Attributes
    ----------
    english, chinese
        Labels for people.
    definition
        What the id stands for, in one phrase; empty where the label says it all.
    """

    english: str
    chinese: str
    definition: str

    def __new__(cls, value: str, english: str, chinese: str, definition: str = "") -> Self:
        """Create a member from its id, its two labels and its definition."""
        member = str.__new__(cls, value)
        member._value_ = value
        member.english = english
        member.chinese = chinese
        member.definition = definition
        return member

    @classmethod
    def of(cls, value: str) -> Self:
        """Return the member with this id.

        Raises
        ------
        KeyError
            If there is none.
        """
        return {str(member.value): member for member in cls}[value]

    def label(self, language: str) -> str:
        """Return the label in ``"zh"`` or ``"en"``."""
        return self.chinese if language == "zh" else self.english
