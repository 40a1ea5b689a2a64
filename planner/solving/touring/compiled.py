"""Functions compiled to machine code, and the records that they work on.

A function is compiled when it is called first, which takes long, and kept for the next time.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any, ParamSpec, TypeVar, cast

os.environ.setdefault("NUMBA_OPT", "1")  # more would take a third longer to compile, and be no faster

from numba import config, njit, types
from numba.experimental import structref

HERE = Path(__file__).parent
CONSTANTS = HERE.parents[1] / "model" / "orienteering"
"""Where there are constants that compiled code holds."""
Parameters = ParamSpec("Parameters")
Found = TypeVar("Found")


def _places() -> Iterator[Path]:
    """Where machine code may be kept: beside its source, or in the user's cache; apart for every state of the source,
    as what is kept of a function does not tell whether another that it calls has changed since."""
    sources = sorted([*HERE.glob("*.py"), *CONSTANTS.glob("*.py")])
    state = sha256(b"".join(source.read_bytes() for source in sources)).hexdigest()[:16]
    yield HERE / "__pycache__" / state
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


class RecordType(types.StructRef):
    """What compiled code knows of a record: its fields."""

    def preprocess_fields(self, fields: Any) -> Any:
        """Fields hold any number of their kind, not the one that they were made with."""
        return tuple((name, types.unliteral(kind)) for name, kind in fields)

    @property
    def mangling_args(self) -> tuple[str, tuple[()]]:
        """A short name for the linker."""
        return type(self).__name__, ()


class Record(structref.StructRefProxy):
    """A group of arrays, numbers and other records, which compiled code reads and writes by name.

    Outside of compiled code it can only be handed on.
    """


def record(made: type[Record], kind: type[RecordType]) -> None:
    """Let compiled code make and use records of a class by the fields that it declares, in their order."""
    structref.register(kind)
    structref.define_proxy(made, kind, list(made.__annotations__))


def folded(function: Callable[Parameters, Found]) -> Callable[Parameters, Found]:
    """The function as a part of those that call it: less to compile where these are few."""
    return cast("Callable[Parameters, Found]", njit(inline="always", error_model="numpy")(function))
