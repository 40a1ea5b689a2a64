"""Records: compiled code reads and writes the very fields that are seen from outside."""

from __future__ import annotations

import numpy as np
import pytest

from planner.model.compiled import compiled
from planner.model.orienteering.arrays import Bools, Floats, Ints, Small
from planner.model.records import Record


class Leaf(Record):
    """Some numbers, and which of them count."""

    numbers: Ints
    counts: Bools
    total: int


class Tree(Record):
    """Two leaves, tables of other kinds, and a number that is not whole."""

    one: Leaf
    other: Leaf
    table: Small
    weights: Floats
    share: float


def leaf(*numbers: int) -> Leaf:
    return Leaf(np.array(numbers, np.int64), np.array([number > 0 for number in numbers]), 0)


@pytest.fixture
def tree() -> Tree:
    return Tree(leaf(1, -2, 3), leaf(5), np.arange(6, dtype=np.int32).reshape(2, 3), np.array([0.5, 0.25]), share=0.1)


@compiled
def _worked_on(tree: Tree) -> float:
    for place in range(len(tree.one.numbers)):
        if tree.one.counts[place]:
            tree.one.total += tree.one.numbers[place]
    tree.one.numbers[0] = tree.table[1, 2]
    tree.one, tree.other = tree.other, tree.one
    tree.share = tree.share + tree.weights[1]
    return tree.table[0, 1] + tree.share


def test_compiled_code_reads_and_writes_fields(tree: Tree) -> None:
    first, second = tree.one, tree.other
    assert _worked_on(tree) == pytest.approx(1.35)
    assert tree.share == pytest.approx(0.35)
    assert first.total == 4
    assert first.numbers.tolist() == [5, -2, 3]
    assert (tree.one, tree.other) == (second, first)


def test_what_is_outside_of_the_record_is_the_same_array() -> None:
    numbers = np.array([7, 8])
    held = Leaf(numbers, np.array([True, True]), 0)
    numbers[1] = 9
    assert held.numbers is numbers


def test_fields_are_those_that_the_class_declares(tree: Tree) -> None:
    with pytest.raises(ValueError, match="zip"):
        Leaf(np.array([1]), np.array([True]))
    with pytest.raises(AssertionError):
        Leaf(np.array([1]), np.array([True]), sum=0)
    with pytest.raises(AttributeError):
        _ = tree.roots


def test_an_array_lies_in_a_row() -> None:
    with pytest.raises(AssertionError):
        Leaf(np.arange(6)[::2], np.array([True]), 0)
