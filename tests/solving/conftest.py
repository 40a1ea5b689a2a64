"""What several tests of solving share."""

from __future__ import annotations

import pytest

from tests.solving.cases import Case, small_case

pytest.register_assert_rewrite("tests.solving.boards")


@pytest.fixture(scope="session")
def case(tmp_path_factory: pytest.TempPathFactory) -> Case:
    """The smallest generated visit with its first plan."""
    return small_case(tmp_path_factory.mktemp("generated") / "small")
