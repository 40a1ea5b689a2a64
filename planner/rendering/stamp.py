"""What stands on every page: which release it is and when it was made."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Stamp:
    """The state of a document. `as_of` is the local date-time of making, `release` its name, None while a draft.

    `address` is where the documents will be found (such as `https://visit.example.org/plan`), empty where nowhere;
    `pages` are the addresses of delegates' own pages, by delegate.
    """

    as_of: dt.datetime
    release: str | None = None
    address: str = ""
    pages: Mapping[str, str] = field(default_factory=dict)

    @property
    def draft(self) -> bool:
        """Is this not yet released?"""
        return self.release is None
