"""Says in plain words why something is no annotation or no claim, from what pydantic found."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from pydantic import ValidationError

#: Longer places, which hold keys of the file, and lists of choices are not written out.
_LONGEST_PLACE: Final = 100
_LONGEST_CHOICE: Final = 250
_LONGEST_INPUT: Final = 40
#: How pydantic calls the members of a union of numbers, in the place of an error.
_MEMBERS: Final = frozenset({"constrained-int", "constrained-float", "int", "float"})
_NUMBER: Final = frozenset(
    {"int_type", "float_type", "int_parsing", "float_parsing", "int_from_float", "int_parsing_size"}
)
#: What is wrong with a number that is one: to be told rather than that it is no whole number.
_SIZE: Final = {
    "greater_than_equal": "less than {ge:g}",
    "less_than_equal": "more than {le:g}",
    "finite_number": "no number",
}
#: Fields that hold whole numbers.
_WHOLE: Final = frozenset({"start", "end", "part_of", "year"})
_KINDS: Final = {
    "string_type": "no text: put it in quotes",
    "list_type": "no list",
    "dict_type": "no object",
    "model_type": "no object",
    "model_attributes_type": "no object",
}


def first_reason(error: ValidationError) -> str:
    """Say in one phrase what is wrong first, and where."""
    errors = error.errors(include_url=False)
    place = _place(errors[0])
    here = [each for each in errors if _place(each) == place]
    first: Mapping[str, Any] = next((each for each in here if each["type"] in _SIZE), errors[0])
    reason = _reason(first)
    if not place:
        return reason
    return f"{place} {reason}" if reason.startswith("is ") else f"{place}: {reason}"


def _place(error: Mapping[str, Any]) -> str:
    parts = [str(part) for part in error["loc"] if part not in _MEMBERS]
    return ".".join(parts)[:_LONGEST_PLACE]


def _reason(error: Mapping[str, Any]) -> str:
    kind, given = error["type"], error["input"]
    if kind == "missing":
        return "is missing"
    if kind == "value_error":
        return str(error["ctx"]["error"])
    if given is None:
        return "is empty"
    fault = _fault(error)
    if fault is None:
        return str(error["msg"]).replace("Input should be", "it should be")
    return f"{_shown(given)} is {fault}"


def _fault(error: Mapping[str, Any]) -> str | None:
    """Say what a value is that it may not be, or is not that it has to be."""
    kind = error["type"]
    context: Mapping[str, Any] = error.get("ctx", {})
    if kind in _SIZE:
        return _SIZE[kind].format(**context)
    if kind in _NUMBER:
        is_whole = kind == "int_from_float" or error["loc"][-1] in _WHOLE
        sort = "whole number" if is_whole else "number"
        return f"no {sort}, which is written without quotes, thousands separators or units"
    if kind == "enum":
        choices = str(context["expected"])
        is_long = len(choices) > _LONGEST_CHOICE
        return "no id of the claim scheme" if is_long else f"none of {choices}"
    return _KINDS.get(kind)


def _shown(given: object) -> str:
    """Return what was given, cut, as JSON writes it."""
    if given is None or isinstance(given, bool):
        return {None: "null", True: "true", False: "false"}[given]
    try:
        shown = repr(given)
    except ValueError:  # Python refuses to write integers of thousands of digits
        return "the number"
    return shown if len(shown) <= _LONGEST_INPUT else f"{shown[:_LONGEST_INPUT]}…"
