"""The receiving side of a generated visit: hosts, fictional Thai firms, their wishes, who receives, wished meetings."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from random import Random

from planner.examples.facts import Row, table
from planner.examples.frame import Frame
from planner.examples.names import marked

SECRETARIAT = "visit-secretariat"
RECEIVES = {"position_en": "Receiving host", "position_th": "ผู้ให้การต้อนรับ", "position_zh": "接待负责人"}
LIAISON = {"position_en": "Liaison officer", "position_th": "เจ้าหน้าที่ประสานงาน", "position_zh": "联络官"}
SUFFIXES = (("Technology", "เทคโนโลยี", "科技"), ("Systems", "ซิสเต็มส์", "系统"), ("Industries", "อินดัสตรีส์", "实业"))


@dataclass(frozen=True)
class Hosting:
    """Rows of the tables organisations (host side), wishes, people, attends and meetings."""

    organisations: tuple[Row, ...]
    wishes: tuple[Row, ...]
    people: tuple[Row, ...]
    attends: tuple[Row, ...]
    meetings: tuple[Row, ...]


def draw_hosting(random: Random, frame: Frame, engagements: Sequence[Row], visitors: Sequence[Row]) -> Hosting:
    """Hosts of `engagements`, 20 to 80 Thai firms by the size of the delegation, and meetings with `visitors`."""
    needed = {row["host"] for row in engagements} | {SECRETARIAT}
    hosts = [row | {"side": "host"} for row in table("hosts") if row["id"] in needed]
    firms = _thai_firms(random, min(80, max(20, frame.business // 3)))
    people = _people(random, hosts, frame)
    receiving = {row["organisation"]: row["id"] for row in people if row["role"] == "host"}
    return Hosting(
        tuple(hosts + firms),
        tuple(_wishes(random, needed, firms)),
        tuple(people),
        tuple(
            {"engagement": row["id"], "person": receiving[row["host"]], "role": "receives"}
            for row in engagements
            if row["host"] in receiving
        ),
        tuple(_meetings(random, visitors, firms)),
    )


def thai_persons(random: Random) -> Iterator[Row]:
    """Thai personal names in three languages, marked as fictional; they may repeat."""
    words = table("thai_words")
    given, surnames = ([row for row in words if row["use"] == use] for use in ("given", "surname"))
    while True:
        one, family = random.choice(given), random.choice(surnames)
        zh = f"{one['zh']}·{family['zh']}"
        yield marked(f"{one['en']} {family['en']}", f"{one['th']} {family['th']}", zh)


def _thai_firms(random: Random, count: int) -> list[Row]:
    words = table("thai_words")
    stems = [(a, b) for a in words if a["use"] == "first" for b in words if b["use"] == "second"]
    sectors = [row["sector"] for row in table("sectors")]
    rows = []
    for number, (first, second) in enumerate(random.sample(stems, count)):
        en, th, zh = random.choice(SUFFIXES)
        name = marked(
            f"{first['en']} {second['en']} {en} Co., Ltd.",
            f"บริษัท {first['th']}{second['th']} {th} จำกัด",
            f"{first['zh']}{second['zh']}{zh}（泰国）有限公司",
        )
        sector = sectors[number] if number < len(sectors) else random.choice(sectors)
        languages = random.choice(("th", "th;en", "th;zh"))
        place = {"side": "host", "kind": "company", "province": "Bangkok"}
        identity = {"id": f"t-{first['en']}-{second['en']}".lower(), **name, **place}
        rows.append(identity | {"sector": sector, "languages": languages})
    return rows


def _wishes(random: Random, hosts: set[str], firms: list[Row]) -> list[Row]:
    near = {row["sector"]: row["near"].split(";") for row in table("near_sectors")}
    rows = [
        row | {"weight": str(min(5, max(1, int(row["weight"]) + random.choice((-1, 0, 0, 1)))))}
        for row in table("wishes")
        if row["host"] in hosts
    ]
    for firm in firms:
        wanted = [firm["sector"], *near[firm["sector"]]]
        rows += [{"host": firm["id"], "sector": name, "weight": str(5 - place)} for place, name in enumerate(wanted)]
    return rows


def _people(random: Random, hosts: list[Row], frame: Frame) -> list[Row]:
    """One who receives for each host but the secretariat, one liaison officer for each track."""
    posts = [
        {"id": f"receives-{row['id']}", "organisation": row["id"], **RECEIVES, "rank": "4", "role": "host",
         "languages": row["languages"], "track": ""}
        for row in hosts
        if row["id"] != SECRETARIAT
    ] + [
        {"id": f"liaison-{track['id']}", "organisation": SECRETARIAT, **LIAISON, "rank": "9", "role": "liaison",
         "languages": "th;zh", "track": track["id"]}
        for track in frame.tracks()
    ]  # fmt: skip
    names = islice(thai_persons(random), len(posts))
    return [
        post | name | {"phone": f"+66 81 555 {number:04d}", "email": f"{post['id']}@example.org"}
        for number, (post, name) in enumerate(zip(posts, names, strict=True), start=1)
    ]


def _meetings(random: Random, visitors: Sequence[Row], firms: list[Row]) -> list[Row]:
    """Two to four wished meetings for each visiting firm, within its sector or a near one."""
    near = {row["sector"]: row["near"].split(";") for row in table("near_sectors")}
    rows = []
    for visitor in visitors:
        if visitor["kind"] != "company":
            continue
        fitting = [f for f in firms if visitor["sector"] in (f["sector"], *near[f["sector"]])]
        for firm in random.sample(fitting, min(len(fitting), random.choice((2, 3, 4)))):
            base = 4 if firm["sector"] == visitor["sector"] else 2
            wish = {side: str(base + random.choice((-1, 0, 1))) for side in ("visitor_wish", "host_wish")}
            rows.append({"engagement": "matchmaking-forum", "visitor": visitor["id"], "host": firm["id"], **wish})
    return rows
