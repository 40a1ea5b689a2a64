"""The time that is printed on what is made; a fixed one makes the same input give the same bytes."""

from __future__ import annotations

import datetime as dt
import os
from zoneinfo import ZoneInfo


def now(timezone: str) -> dt.datetime:
    """The present in an IANA zone, to the second; `SOURCE_DATE_EPOCH` (seconds since 1970) stands in for it if set."""
    fixed = os.environ.get("SOURCE_DATE_EPOCH", "")
    moment = dt.datetime.fromtimestamp(int(fixed), dt.UTC) if fixed.isdigit() else dt.datetime.now(dt.UTC)
    return moment.astimezone(ZoneInfo(timezone)).replace(microsecond=0)
