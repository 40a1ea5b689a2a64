"""Numbers of things in words."""

from __future__ import annotations

import pytest

from planner.domain.counting import counted


@pytest.mark.parametrize(
    ("count", "noun", "said"),
    [
        (0, "delegate", "0 delegates"),
        (1, "delegate", "1 delegate"),
        (2, "coach", "2 coaches"),
        (1, "soft breach", "1 soft breach"),
        (3, "calendar entry", "3 calendar entries"),
        (1234, "meeting", "1,234 meetings"),
    ],
)
def test_one_thing_is_told_from_several(count: int, noun: str, said: str) -> None:
    assert counted(count, noun) == said
