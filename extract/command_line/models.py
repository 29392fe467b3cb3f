"""The option ``--model``, which several commands have."""

from __future__ import annotations

from typing import Final

import typer

from gongkai.extract.claim_models import ClaimModel, ModelName, check_name, claim_model
from gongkai.extract.inputs import InputError
from gongkai.models.garbage_collection import kept_for_good

MODEL_OPTION: Final = "--model"
MODEL_HELP: Final = (
    "What reads the narrative: "
    + ", ".join(f"{each.value} ({each.english})" for each in ModelName)
    + ", or the folder of a model that gongkai train wrote."
)


def checked_model(name: str) -> ClaimModel:
    """Return the model that was asked for, to be kept until the command ends.

    Raises
    ------
    typer.BadParameter
        If there is none of this name, or the folder holds no model that can be used.
    """
    try:
        with kept_for_good():
            return claim_model(name)
    except InputError as error:
        raise typer.BadParameter(str(error), param_hint=MODEL_OPTION) from error


def checked_name(name: str) -> None:
    """Check that there seems to be such a model, without loading it.

    Raises
    ------
    typer.BadParameter
        If there is none of this name, or the folder holds no model.
    """
    try:
        check_name(name)
    except InputError as error:
        raise typer.BadParameter(str(error), param_hint=MODEL_OPTION) from error
