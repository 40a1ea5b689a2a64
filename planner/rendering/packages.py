"""Office files are zip packages that carry the time of their making; here that time is the stamp's."""

from __future__ import annotations

import datetime as dt
import io
import re
import zipfile

_MADE = re.compile(rb"(<dcterms:(created|modified)[^>]*>)[^<]*(</dcterms:)")


def stilled(package: bytes, as_of: dt.datetime) -> bytes:
    """The Office `package` with every time in it set to `as_of`: the same content gives the same bytes."""
    moment = as_of.strftime("%Y-%m-%dT%H:%M:%SZ").encode()
    still = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(package)) as old, zipfile.ZipFile(still, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            content = old.read(name)
            if name == "docProps/core.xml":
                content = _MADE.sub(rb"\g<1>" + moment + rb"\g<3>", content)
            entry = zipfile.ZipInfo(name, (max(as_of.year, 1980), as_of.month, as_of.day, as_of.hour, as_of.minute, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(entry, content)
    return still.getvalue()
