"""Files named after ids: every system takes the names, no two ids have one, and ordinary ids are their own names."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.reading.kinds import ID, LONGEST_ID
from planner.rendering.file_names import LONGEST, file_name, named_after

PORTS = [f"{port}{number}" for port in ("com", "lpt") for number in range(10)]
DEVICES = ("con", "prn", "aux", "nul", *PORTS)
IDS = st.one_of(st.sampled_from(DEVICES), st.from_regex(ID, fullmatch=True).filter(lambda id: len(id) <= LONGEST_ID))
KEYS = st.lists(IDS, min_size=1, max_size=4).map("/".join)


@pytest.mark.parametrize("key", ["wu", "con-1", "console", "com10", "com-1", "auxiliary", "all", "lab.con", "3com1"])
def test_an_ordinary_id_is_its_own_name(key: str) -> None:
    assert file_name(key) == key


@pytest.mark.parametrize("device", DEVICES)
def test_a_device_of_windows_is_the_name_of_no_file_whatever_follows(device: str) -> None:
    assert file_name(device) == f"{device}_"
    assert file_name(f"{device}.2017-08-16") == f"{device}_.2017-08-16"
    assert file_name(f"{device}/gov") == f"{device}_.gov"


@given(KEYS)
def test_every_system_takes_the_name(key: str) -> None:
    name = file_name(key)
    assert name.partition(".")[0] not in DEVICES
    assert len(name) <= LONGEST
    assert name == name.lower()
    assert not set(name) - set("abcdefghijklmnopqrstuvwxyz0123456789-_.")


@given(KEYS, KEYS)
def test_no_two_have_one_name(one: str, other: str) -> None:
    assert (file_name(one) == file_name(other)) == (one == other)


@given(IDS)
def test_the_id_is_found_in_the_name(id: str) -> None:
    for ending in ("", ".ics", ".zh.html"):
        assert named_after(file_name(id) + ending) == id


def test_what_is_too_long_for_a_file_system_is_told_apart_by_its_digest() -> None:
    one, other = (f"meeting/{'a' * 100}/{'b' * 100}/{last * 100}" for last in "cd")
    assert len({file_name(one), file_name(other)}) == 2
    assert max(len(file_name(one)), len(file_name(other))) <= LONGEST
