"""Organisations and persons of both sides, and what they hope for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from planner.domain.columns import Text, column

Side = Literal["visitor", "host"]
OrganisationKind = Literal["government", "state-enterprise", "company", "university", "association"]
PersonRole = Literal["host", "contact", "liaison", "staff"]
AttendRole = Literal["receives", "contact", "member", "speaker", "signer"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Organisation:
    """A company, agency or university on either side."""

    id: str = column("short name used in other tables")
    name: Text = column("name in up to three languages")
    side: Side = column("visitor or host")
    kind: OrganisationKind = column("what it is")
    sector: str = column("line of business, a free word", default="")
    province: str = column("where it is at home", default="")
    languages: tuple[str, ...] = column("languages it speaks, such as zh;en", default=())
    competitors: tuple[str, ...] = column(
        "organisations it should not share a session with", refs="organisations", default=()
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """A person who is not a delegate: receives, is a contact, a liaison officer or staff."""

    id: str = column("short name used in other tables")
    name: Text = column("name in up to three languages")
    organisation: str | None = column("organisation", refs="organisations", default=None)
    position: Text = column("post held", default=Text())
    rank: int | None = column("protocol level, 1 the highest", default=None, least=1)
    languages: tuple[str, ...] = column("languages spoken", default=())
    phone: str = column("telephone", default="")
    email: str = column("mail address", default="")
    role: PersonRole = column("host, contact, liaison or staff", default="contact")
    track: str | None = column("track that a liaison officer goes with", refs="tracks", default=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Delegate:
    """A visitor. Order of precedence: rank, then row in the table."""

    id: str = column("short name used in other tables")
    name: Text = column("name in up to three languages")
    organisation: str = column("organisation sent by", refs="organisations")
    position: Text = column("post held", default=Text())
    rank: int = column("protocol level, 1 the highest; many may share it", least=1)
    languages: tuple[str, ...] = column("languages spoken, such as zh;en", default=())
    diet: tuple[str, ...] = column("halal, vegetarian, no-beef, no-pork, allergy:...", default=())
    access: str = column("wheelchair, or empty", default="")
    arrival: str | None = column("flight of arrival", refs="flights", default=None)
    departure: str | None = column("flight of departure", refs="flights", default=None)
    track: str | None = column("track fixed by a person", refs="tracks", default=None)
    email: str = column("mail address", default="")
    phone: str = column("telephone", default="")
    room_with: str | None = column("delegate to share a room with; holds if mutual", refs="delegates", default=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Interest:
    """What an organisation wants to learn or show."""

    organisation: str = column("organisation", refs="organisations")
    topic: str = column("topic, a free word")
    weight: int = column("0 to 5", least=0, most=5)


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """Whom a host organisation wants to meet."""

    host: str = column("host organisation", refs="organisations")
    sector: str = column("sector of the visitors wished for")
    weight: int = column("0 to 5", least=0, most=5)


@dataclass(frozen=True, slots=True, kw_only=True)
class Attendance:
    """A person's part in an engagement."""

    engagement: str = column("engagement", refs="engagements")
    person: str = column("a person or a delegate", refs=("people", "delegates"))
    role: AttendRole = column("receives, contact, member, speaker or signer")
