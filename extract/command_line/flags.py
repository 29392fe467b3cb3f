"""What typer says, said plainly: flags show no type in the help, faults no name of a class."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, Final

import typer

#: How pydantic begins what a check of a value says.
_FAULT: Final = "Value error, "


def with_plain_flags(application: typer.Typer) -> Callable[..., Any]:
    """Return the commands of an application, ready to run, that speak plainly."""
    command = typer.main.get_command(application)
    settings = command.context_settings
    for context in _contexts(typer.Context(command, **settings)):
        _say_faults_plainly(context.command)
        for parameter in context.command.get_params(context):
            if getattr(parameter, "is_flag", False) and not parameter.secondary_opts:
                parameter.metavar = ""
    return command


def _say_faults_plainly(command: Any) -> None:  # noqa: ANN401 - typer does not name its type
    """Leave out of messages what pydantic, which checks values, calls their faults."""
    parse = command.parse_args

    def parse_args(context: typer.Context, arguments: list[str]) -> list[str]:
        try:
            parsed: list[str] = parse(context, arguments)
        except typer.BadParameter as error:
            error.message = error.message.removeprefix(_FAULT)
            raise
        return parsed

    command.parse_args = parse_args


def _contexts(context: typer.Context) -> Iterator[typer.Context]:
    """Yield the context of a command and of those below it."""
    yield context
    for name, command in getattr(context.command, "commands", {}).items():
        yield from _contexts(typer.Context(command, parent=context, info_name=name))
