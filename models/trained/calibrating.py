"""The last component: confidences, calibrated on texts that nothing was learned from."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

from spacy.language import Language
from spacy.tokens import Doc

from gongkai.models.trained.calibration import (
    FACT_EVIDENCE,
    ISSUER_EVIDENCE,
    YEAR_EVIDENCE,
    Calibrator,
    calibrator_from_bytes,
)
from gongkai.models.trained.component import StoredComponent, batches
from gongkai.models.trained.evidence import (
    CHANNEL_EVIDENCE,
    CLAIM_EVIDENCE,
    channels_evidence,
    claims_evidence,
)
from gongkai.models.trained.linear import WeightsError, packed, unpacked
from gongkai.models.trained.questions import NONE, Question
from gongkai.models.trained.state import reading_of, state_of

CALIBRATOR: Final = "gongkai_calibrator"
_FORMAT: Final = 1
#: What is calibrated, by the names under which it is stored.
CLAIMS, CHANNELS = "claims", "channels"
PROBLEMS, IMPROVEMENTS = "problems", "improvements"
FACTS, ISSUER, YEAR = "facts", "issuer", "year"
#: What each weighs; those of problems and improvements weigh one number.
_EVIDENCE: Final[Mapping[str, tuple[str, ...]]] = {
    CLAIMS: CLAIM_EVIDENCE,
    CHANNELS: CHANNEL_EVIDENCE,
    FACTS: FACT_EVIDENCE,
    ISSUER: ISSUER_EVIDENCE,
    YEAR: YEAR_EVIDENCE,
}
_NAMES: Final = frozenset({CLAIMS, CHANNELS, PROBLEMS, IMPROVEMENTS, FACTS, ISSUER, YEAR})


class ClaimCalibrator(StoredComponent):
    """Gives claims and channels their confidence, and keeps the calibrators of all else.

    Attributes
    ----------
    calibrators
        By what they calibrate; what has none gets no confidence.
    """

    def __init__(self) -> None:
        self.calibrators: dict[str, Calibrator] = {}

    def __call__(self, doc: Doc) -> Doc:
        """Calibrate the decisions of a document."""
        self._calibrate([doc])
        return doc

    def pipe(self, stream: Iterable[Doc], *, batch_size: int) -> Iterator[Doc]:
        """Calibrate those of many documents, some at a time."""
        for docs in batches(stream, batch_size):
            self._calibrate(docs)
            yield from docs

    def _calibrate(self, docs: Sequence[Doc]) -> None:
        decided = [doc for doc in docs if state_of(doc).decisions]
        read = [(reading_of(doc), state_of(doc).decisions) for doc in decided]
        claimed = [
            (reading, anchor, decision)
            for reading, decisions in read
            for anchor, decision in zip(reading.anchors, decisions, strict=True)
            if decision.answers[Question.METRICS] != NONE
        ]
        if not claimed:
            return
        for_claims = self.calibrators.get(CLAIMS)
        if for_claims is not None:
            chances = for_claims.probabilities(claims_evidence(claimed)).tolist()
            for (_, _, decision), chance in zip(claimed, chances, strict=True):
                decision.confidence = chance
        for_channels = self.calibrators.get(CHANNELS)
        if for_channels is not None:
            evidence = channels_evidence([each[1:] for each in claimed])
            chances = for_channels.probabilities(evidence).tolist()
            for (_, _, decision), chance in zip(claimed, chances, strict=True):
                decision.channel_confidence = chance

    def to_bytes(self, **_: object) -> bytes:
        """Return the calibrators as bytes."""
        stored = {name: self.calibrators[name].to_bytes() for name in sorted(self.calibrators)}
        return packed({"format": _FORMAT, "calibrators": stored})

    def from_bytes(self, data: bytes, **_: object) -> ClaimCalibrator:
        """Read what ``to_bytes`` returned.

        Raises
        ------
        WeightsError
            If it is something else.
        CalibratorError
            If one of the calibrators is damaged.
        """
        stored = unpacked(data, _FORMAT).get("calibrators")
        if not isinstance(stored, dict) or not set(stored) <= _NAMES:
            raise WeightsError("The calibrators are damaged: install gongkai again.")
        calibrators = {str(name): calibrator_from_bytes(each) for name, each in stored.items()}
        for name, calibrator in calibrators.items():
            if name in _EVIDENCE and tuple(calibrator.names) != tuple(_EVIDENCE[name]):
                raise WeightsError(
                    f"The calibrator of {name} weighs other evidence: it belongs to another "
                    "version of gongkai."
                )
            if name not in _EVIDENCE and len(calibrator.names) != 1:
                raise WeightsError(f"The calibrator of {name} takes one number: train it again.")
        if FACTS in calibrators and CLAIMS not in calibrators:
            raise WeightsError(
                "The calibrator of facts weighs the confidences of claims, which have none here: "
                "train the model again."
            )
        self.calibrators = calibrators
        return self


@Language.factory(CALIBRATOR)
def make_claim_calibrator(nlp: Language, name: str) -> ClaimCalibrator:
    """Make the component that calibrates."""
    return ClaimCalibrator()
