"""The lexicons as data, and the one scan that finds every phrase of them in a sentence."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from importlib import resources
from typing import TypeVar

from gongkai.models.scheme import Aspect, Channel, Metric, Scope, Term

NO_NOUN = "-"
ZERO = "zero"
ANY = "*"
T = TypeVar("T", bound=Term)


@dataclass(frozen=True, slots=True)
class Entry:
    """What a phrase can be; one phrase may play several roles.

    Attributes
    ----------
    noun
        The metric it counts by default.
    weak
        The noun takes its sense from the noun before it (``问题`` in ``热线问题``).
    body
        It names bodies or people; a number right before it counts them and nothing else.
    predicate
        Its class of predicate, as ``decisions.tsv`` names it.
    channel, aspect, scope
        What it says about where, about a rate, and about whose count it is.
    """

    noun: Metric | None = None
    weak: bool = False
    body: bool = False
    predicate: str | None = None
    channel: Channel | None = None
    aspect: Aspect | None = None
    scope: Scope | None = None


@dataclass(frozen=True, slots=True)
class Mention:
    """A phrase of the lexicon where it stands."""

    start: int
    end: int
    phrase: str
    entry: Entry


class Lexicon:
    """All phrases with their roles, and the tables that say what they mean together.

    Parameters
    ----------
    entries
        The roles of each phrase.
    decisions
        The metric that a class of predicate and a noun decide together; the noun is a metric
        or ``-`` where none stands near.
    units
        The metric that a measure word turns a noun into, ``None`` where the noun cannot be
        counted so; ``*`` in place of a noun stands for any that has no row of its own.
    """

    def __init__(
        self,
        entries: dict[str, Entry],
        decisions: dict[tuple[str, str], Metric],
        units: dict[tuple[str, str], Metric | None],
    ) -> None:
        self.entries = entries
        self.decisions = decisions
        self.units = units
        lengths: dict[str, set[int]] = {}
        for phrase in entries:
            lengths.setdefault(phrase[:2], set()).add(len(phrase))
        for opening, found in lengths.items():
            if opening[0] in entries:
                found.add(1)
        # How long the phrases are that begin with these two characters, the longest first.
        self._lengths = {
            opening: tuple(sorted(found, reverse=True)) for opening, found in lengths.items()
        }

    def scan(self, text: str) -> list[Mention]:
        """Return the phrases of ``text``, leftmost first, the longest at each place."""
        mentions: list[Mention] = []
        position, last = 0, len(text)
        lengths, entries = self._lengths, self.entries
        while position < last:
            step = 1
            opening = text[position : position + 2]
            for length in lengths.get(opening) or lengths.get(opening[0]) or ():
                phrase = text[position : position + length]
                entry = entries.get(phrase)
                if entry is not None:
                    step = len(phrase)
                    mentions.append(Mention(position, position + step, phrase, entry))
                    break
            position += step
        return mentions

    def counted(self, noun: Metric, unit: str | None) -> Metric | None:
        """Return what ``noun`` counts with this measure word, ``None`` if it cannot be counted."""
        if unit is None:
            return noun
        if (noun, unit) in self.units:
            return self.units[noun, unit]
        return self.units.get((ANY, unit), noun)

    def decide(self, predicate: str, noun: Metric | None) -> Metric | None:
        """Return the metric that a predicate and a noun decide together, if they decide one."""
        return self.decisions.get((predicate, NO_NOUN if noun is None else noun.value))


@cache
def load_lexicon() -> Lexicon:
    """Return the lexicon that is shipped with the package."""
    metrics, channels = members(Metric), members(Channel)
    aspects, scopes = members(Aspect), members(Scope)
    entries: dict[str, Entry] = {}
    for phrase, metric, strength in rows("nouns.tsv"):
        noun = None if metric == NO_NOUN else metrics[metric]
        entries[phrase] = Entry(noun, strength == "weak", strength == "body")
    for phrase, predicate in rows("predicates.tsv"):
        entries[phrase] = replace(entries.get(phrase, Entry()), predicate=predicate)
    for phrase, channel in rows("channels.tsv"):
        entries[phrase] = replace(entries.get(phrase, Entry()), channel=channels[channel])
    for phrase, aspect in rows("aspects.tsv"):
        entries[phrase] = replace(entries.get(phrase, Entry()), aspect=aspects[aspect])
    for phrase, scope in rows("scopes.tsv"):
        entries[phrase] = replace(entries.get(phrase, Entry()), scope=scopes[scope])
    decisions = {(row[0], row[1]): metrics[row[2]] for row in rows("decisions.tsv")}
    units = {
        (metric, unit): None if result == NO_NOUN else metrics[result]
        for metric, measure_words, result in rows("units.tsv")
        for unit in measure_words.split(" ")
    }
    return Lexicon(entries, decisions, units)


def members(terms: type[T]) -> dict[str, T]:
    """Return the members of an enumeration of the scheme by their ids."""
    return {term.value: term for term in terms}


def rows(name: str) -> Iterator[list[str]]:
    """Yield the rows of a lexicon file; lines that open with ``#`` are comments."""
    path = resources.files("gongkai.models.rules").joinpath("data", name)
    for line in path.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            yield line.split("\t")
