"""Gongkai's own models: the whole pipeline on reports, the claim model on passages."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from gongkai.evaluate.judged.contexts import with_contexts
from gongkai.evaluate.judged.records import judged_claims, judged_item, judged_record
from gongkai.evaluate.judged.reports import JudgedReport
from gongkai.evaluate.systems.interface import Text
from gongkai.extract.claim_models import ClaimModel, ModelName, claim_model
from gongkai.models.scheme import SectionKind


class OwnSystem:
    """Reads texts as ``gongkai extract`` does.

    Of a passage it is known which sections it is from; headings in it are found as in reports.

    Parameters
    ----------
    name
        The name of a model, or the folder of one; see ``gongkai.extract.claim_models``.

    Raises
    ------
    GongkaiError
        If there is no such model.
    """

    def __init__(self, name: str) -> None:
        self._model: ClaimModel = claim_model(name)
        self.name = name

    def read(self, texts: Sequence[Text]) -> list[JudgedReport]:
        """Find everything that a record says of each text; see ``System``."""
        return [
            self._read_report(text) if text.is_report else self._read_passage(text)
            for text in texts
        ]

    def _read_report(self, text: Text) -> JudgedReport:
        from gongkai.extract.pipeline import extract  # noqa: PLC0415 - slow to load
        from gongkai.extract.texts import document_of  # noqa: PLC0415

        record = extract(document_of(text.text, text.name), model=self.name)
        return replace(judged_record(record, text.text), name=text.name, model=self.name)

    def _read_passage(self, text: Text) -> JudgedReport:
        from gongkai.extract.texts import narrative_of_excerpt  # noqa: PLC0415 - slow to load

        passages = narrative_of_excerpt(text.text, text.sections)
        claims = judged_claims(self._model.find_claims(text.text, passages))
        judged = JudgedReport(
            text.name,
            claims=with_contexts(claims, text.text),
            text=text.text,
            model=self.name,
        )
        if SectionKind.PROBLEMS not in text.sections:
            return judged
        found = self._model.find_problems(text.text, passages, None)
        return replace(
            judged,
            problems=tuple(judged_item(item, item.year) for item in found.problems),
            improvements=tuple(judged_item(item, item.stage) for item in found.improvements),
        )


class Rules(OwnSystem):
    """The rule model."""

    def __init__(self) -> None:
        super().__init__(ModelName.RULES.value)


class Accurate(OwnSystem):
    """The trained model that comes with the package."""

    def __init__(self) -> None:
        super().__init__(ModelName.ACCURATE.value)
