"""Every rule has its sentence, its check and its pair of tests: one where it binds, one where it leaves free."""

from __future__ import annotations

from pathlib import Path

import pytest

from planner.checking.rules import CHECKS
from planner.domain.rules import RULES

TESTS = "\n".join(path.read_text(encoding="utf-8") for path in sorted(Path(__file__).parent.glob("test_*.py")))


@pytest.mark.parametrize("rule", [rule.name for rule in RULES])
def test_a_rule_has_a_check_and_a_pair_of_tests(rule: str) -> None:
    assert rule in CHECKS
    assert f"def test_{rule}_binds" in TESTS
    assert f"def test_{rule}_leaves_free" in TESTS


def test_no_check_stands_without_a_rule() -> None:
    assert set(CHECKS) == {rule.name for rule in RULES}


def test_rules_are_sentences_with_a_source() -> None:
    for rule in RULES:
        assert rule.sentence.endswith(".")
        assert rule.source
