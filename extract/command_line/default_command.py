"""A group of commands one of which is meant where none is named."""

from __future__ import annotations

from typing import Any

from typer.core import TyperGroup


def group_with_default(name: str) -> type[TyperGroup]:
    """Return a class of groups with a default command.

    Where the first argument is the name of no command, the arguments are those of the default
    command. It takes the group's place, so that its help is the group's; it cannot be called by
    a name of its own, which leaves that name to arguments.

    Parameters
    ----------
    name
        The name under which the default command is registered.
    """

    class GroupWithDefault(TyperGroup):
        """A group whose command ``name`` is meant where none is named."""

        def __init__(self, **attributes: Any) -> None:  # noqa: ANN401 - those of the group
            super().__init__(**attributes)
            self._default = self.commands.pop(name)
            # Under no name, so that whoever goes through all commands finds it too.
            self.commands[""] = self._default
            self._default.hidden = True
            self._default.epilog = "\n\n".join(
                f"gongkai {self.name} {other}: {_first_paragraph(command.help)}"
                for other, command in self.commands.items()
                if other
            )

        def make_context(
            self,
            info_name: str | None,
            args: list[str],
            parent: Any = None,  # noqa: ANN401 - which class it is depends on typer's version
            **extra: Any,  # noqa: ANN401 - handed on
        ) -> Any:  # noqa: ANN401
            """Return the context of the group, or of its default command."""
            is_named = bool(args) and args[0] in self.commands
            make = super().make_context if is_named else self._default.make_context
            return make(info_name, args, parent=parent, **extra)

    return GroupWithDefault


def _first_paragraph(text: str | None) -> str:
    return " ".join((text or "").partition("\n\n")[0].split())
