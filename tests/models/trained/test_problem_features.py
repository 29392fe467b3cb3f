"""What is looked at of the units of section five."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from gongkai.models.trained import problem_features
from gongkai.models.trained.problem_features import heading_of


@pytest.mark.parametrize(
    ("headings", "told"),
    [
        ((), "none0"),
        (("五、其他",), "none1"),
        (("五、存在的主要问题及改进情况",), "PI"),
        (("五、存在的主要问题及改进情况", "（一）存在不足"), "P"),
        (("五、存在的主要问题及改进情况", "（二）下一步打算"), "I"),
        (("五、存在的主要问题及改进情况", "1.人员"), "PIabove"),
        (("上年度问题整改情况",), "PIlast"),
    ],
)
def test_the_nearest_heading_that_announces_something_counts(
    headings: tuple[str, ...], told: str
) -> None:
    assert heading_of(headings) == told


@pytest.mark.parametrize(
    "remembering", [heading_of, problem_features._form, problem_features._category]
)
def test_what_is_remembered_of_texts_is_bounded(remembering: Callable[..., Any]) -> None:
    most = remembering.cache_info().maxsize  # type: ignore[attr-defined]  # of lru_cache
    assert most is not None
    assert most <= 4096
