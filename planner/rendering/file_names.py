"""What files are called after ids, so that Windows, macOS and Linux all take the names, and the way back."""

from __future__ import annotations

import hashlib
import re

LONGEST = 200
"""Characters that leave room for a language and an ending in the 255 that file systems take."""

_DEVICE = re.compile(r"\A(?:con|prn|aux|nul|(?:com|lpt)[0-9])(?=\.|\Z)")
"""What Windows takes for a device whatever follows the first dot."""


def file_name(key: str) -> str:
    """What a file of `key` is called, without its ending: `wu`, `coach-1.2017-08-16`, `night.2017-08-16`, `con_`.

    `key` is made of ids and dates, joined by `.` or by `/`. Their letters are small ones, so that no two differ only
    in what some systems overlook. A device of Windows gets an underscore behind it, and what is too long gives way to
    its digest with one: no id has one, so that two keys never have one name.
    """
    name = key.replace("/", ".")
    if len(name) > LONGEST:
        return f"{hashlib.sha256(name.encode()).hexdigest()}_"
    return _DEVICE.sub(r"\g<0>_", name)


def named_after(name: str) -> str:
    """The id after which a file or folder was named by `file_name`; what follows it in the name is left out."""
    return name.partition(".")[0].removesuffix("_")
