"""Names of rows and records."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.extract.sources.names import CollectionNames, SeenNames, usable_uri


@given(st.lists(st.tuples(st.text(max_size=3), st.none() | st.text(max_size=2))))
def test_a_name_is_new_once(names: list[tuple[str, str | None]]) -> None:
    seen = SeenNames()
    known: set[tuple[str, str | None]] = set()
    for name in names:
        assert seen.add(*name) is (name not in known)
        known.add(name)


def test_many_names_are_kept_in_little_memory() -> None:
    seen = SeenNames()
    assert all(seen.add(f"report {number}", None) for number in range(20_000))
    assert not any(seen.add(f"report {number}", None) for number in range(20_000))
    assert len(seen._slots) * seen._slots.itemsize <= 20_000 * 32


@given(st.lists(st.sampled_from("ab"), max_size=30))
def test_no_two_rows_are_called_the_same(values: list[str]) -> None:
    names = CollectionNames()
    called = [names.called(value, "table", row) for row, value in enumerate(values)]
    assert len(set(called)) == len(called)
    assert [uri for uri, _ in called] == values


@pytest.mark.parametrize(
    ("value", "uri"),
    [
        ("a\tb\n", "ab"),
        (7, "7"),
        ("x" * 4000, "x" * 4000),
        ("x" * 4001, None),
        ("", None),
        (" \0", None),
        ("\ud800", None),
        (None, None),
        (True, None),
        (1.5, None),
        (["a"], None),
    ],
)
def test_what_cannot_be_a_name_is_none(value: object, uri: str | None) -> None:
    assert usable_uri(value) == uri
