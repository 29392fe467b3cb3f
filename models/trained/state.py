"""What the components of the pipeline know of a document, each adding its part."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final
from weakref import WeakKeyDictionary

from spacy.tokens import Doc

from gongkai.models.scheme import PartKind, SectionKind
from gongkai.models.trained.operations import Floats
from gongkai.models.trained.questions import Question
from gongkai.models.trained.readings import PassageReading
from gongkai.models.trained.relations import FoundSpan

_ATTRIBUTE: Final = "gongkai"


@dataclass(slots=True)
class Decision:
    """What is decided of an anchor.

    Attributes
    ----------
    answers
        The most probable answer to each question.
    chances
        How probable each of these is, by all models together.
    by_model
        How probable the metrics answered are by each model, the linear one first.
    runner_up
        How probable the second answer on metrics is.
    spans
        Positions of the context spans that belong to it, with their probabilities.
    whole
        Position of the anchor it is a part of.
    part_kind
        How it is a part of that.
    part_chance
        How probable it is that it is a part of that in this way.
    confidence, channel_confidence
        Calibrated, where that is done.
    """

    answers: dict[Question, str]
    chances: dict[Question, float]
    by_model: tuple[float, ...]
    runner_up: float
    spans: dict[int, float] = field(default_factory=dict)
    whole: int | None = None
    part_kind: PartKind | None = None
    part_chance: float | None = None
    confidence: float | None = None
    channel_confidence: float | None = None


@dataclass(slots=True)
class DocState:
    """The state of one passage.

    Attributes
    ----------
    section, headings
        Where the passage stands.
    text
        The text of the document, where whoever made it has it at hand: it takes time to put it
        together from tokens.
    reading
        Its anchors, set by `gongkai_quantities`.
    scores
        Of each network the scores of every anchor's answers, set by `gongkai_encoder`.
    tags
        The probabilities of the tags of each character, zero where nothing was read, set by
        `gongkai_encoder`.
    spans
        The context spans in order, set by `gongkai_spans`.
    decisions
        One for each anchor, set by `gongkai_claims`.
    """

    section: SectionKind | None = None
    headings: tuple[str, ...] = ()
    text: str | None = None
    reading: PassageReading | None = None
    scores: list[Floats] = field(default_factory=list)
    tags: Floats | None = None
    spans: list[FoundSpan] = field(default_factory=list)
    decisions: list[Decision] = field(default_factory=list)


#: The states of documents. They are not kept in the document itself, which could not be written
#: (``Doc.to_bytes``) with them: they hold objects of our own.
_states: Final[WeakKeyDictionary[Doc, DocState]] = WeakKeyDictionary()


def state_of(doc: Doc) -> DocState:
    """Return the state of a document, a new one if it has none.

    It lives as long as the document and is not written with it: a document that is read again,
    or copied, or comes from another process has a new one. What stays are its spans.
    """
    state = _states.get(doc)
    if state is None:
        state = _states[doc] = DocState()
    return state


if not Doc.has_extension(_ATTRIBUTE):
    Doc.set_extension(_ATTRIBUTE, getter=state_of)


def reading_of(doc: Doc) -> PassageReading:
    """Return the reading of a document.

    Raises
    ------
    ValueError
        If `gongkai_quantities` has not run.
    """
    reading = state_of(doc).reading
    if reading is None:
        raise ValueError("the component gongkai_quantities has to run before this one")
    return reading
