"""The command line: ``gongkai extract``, ``show``, ``text`` and ``schema``.

Read ``app`` first, then one module per command. ``extract`` leads on to ``extract.pool``
(many inputs, in processes) and ``extract.work`` (one input); ``show`` to the package ``display``.
Modules of commands import only typer at their top, so that help comes at once.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from typing import Final

#: The exit status of a program that Ctrl-C ended.
_INTERRUPTED: Final = 130


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line and exit.

    Parameters
    ----------
    arguments
        What stands after the name of the program; by default the program's own arguments.

    Raises
    ------
    SystemExit
        With 0 when all went well, 1 when something could not be read or written, 2 for wrong
        usage, 130 when interrupted.
    """
    try:
        _run(arguments)
    except KeyboardInterrupt:  # while modules are imported, say, where no command answers it
        sys.exit(_INTERRUPTED)


def _run(arguments: Sequence[str] | None) -> None:
    from gongkai.models.garbage_collection import without_collection  # noqa: PLC0415

    with without_collection():  # workers need no commands
        from gongkai.extract.command_line.app import app  # noqa: PLC0415
        from gongkai.extract.command_line.flags import with_plain_flags  # noqa: PLC0415
        from gongkai.extract.errors import GongkaiError  # noqa: PLC0415

    try:
        with_plain_flags(app)(
            args=None if arguments is None else list(arguments), prog_name="gongkai"
        )
    except GongkaiError as error:
        from gongkai.extract.command_line.console import report_error  # noqa: PLC0415
        from gongkai.extract.inputs import InputError  # noqa: PLC0415

        report_error(str(error))
        sys.exit(2 if isinstance(error, InputError) else 1)
    except BrokenPipeError:  # whoever read the output has gone
        _drop_output()
        sys.exit(1)
    except OSError as error:
        from gongkai.extract.command_line.console import report_error  # noqa: PLC0415

        _drop_output()
        place = error.filename or "The output"
        report_error(
            f"{place} cannot be read or written ({error.strerror}): make room or check its rights."
        )
        sys.exit(1)


def _drop_output() -> None:
    """Keep the interpreter from writing the rest of the output at exit, which would fail again."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
