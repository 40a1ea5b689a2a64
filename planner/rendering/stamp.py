"""What stands on every page: which release it is and when it was made."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Stamp:
    """The state of a document. `as_of` is the local date-time of making, `release` its name, None while a draft.

    `address` is where the documents will be found (such as `https://visit.example.org/plan`), empty where nowhere.
    """

    as_of: dt.datetime
    release: str | None = None
    address: str = ""

    @property
    def draft(self) -> bool:
        """Is this not yet released?"""
        return self.release is None
