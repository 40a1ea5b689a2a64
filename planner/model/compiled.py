"""Functions compiled to machine code.

A function is compiled when it is called first, which takes long, and kept for the next time.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from hashlib import sha256
from pathlib import Path
from typing import ParamSpec, TypeVar, cast

from numba import config, njit

PLANNER = Path(__file__).parents[1]
SOURCES = "model/records.py", "model/day_labels.py", "model/orienteering/*.py", "solving/touring/*.py"
"""Where there is compiled code, or constants that it holds."""
Parameters = ParamSpec("Parameters")
Found = TypeVar("Found")


def _places() -> Iterator[Path]:
    """Where machine code may be kept: beside its source, or in the user's cache; apart for every state of the source,
    as what is kept of a function does not tell whether another that it calls has changed since."""
    sources = sorted(source for some in SOURCES for source in PLANNER.glob(some))
    state = sha256(b"".join(source.read_bytes() for source in sources)).hexdigest()[:16]
    yield PLANNER / "__pycache__" / state
    yield Path("~").expanduser() / ".cache" / "planner" / state


def _kept_in() -> Path | None:
    """The first of these that may be written to; None where none may."""
    for place in _places():
        try:
            place.mkdir(parents=True, exist_ok=True)
        except OSError:
            continue
        if os.access(place, os.W_OK):
            return place
    return None


KEPT_IN = _kept_in()
if KEPT_IN is not None:
    vars(config)["CACHE_DIR"] = str(KEPT_IN)


def compiled(function: Callable[Parameters, Found]) -> Callable[Parameters, Found]:
    """The function in machine code; others that are compiled may call it."""
    return cast("Callable[Parameters, Found]", njit(cache=KEPT_IN is not None, error_model="numpy")(function))


def folded(function: Callable[Parameters, Found]) -> Callable[Parameters, Found]:
    """The function as a part of those that call it: less to compile where these are few."""
    return cast("Callable[Parameters, Found]", njit(inline="always", error_model="numpy")(function))
