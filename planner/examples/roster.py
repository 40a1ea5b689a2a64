"""The roster: fictional firms by sector, their delegates, the official party, and what each wants to learn.

Recipe: firms drawn by sector weights; 1, 2 or 3 persons a firm at 65, 28 and 7 percent; English 35 and Thai 2 percent;
diets of 18 percent; 2 percent in wheelchairs; two to four interests a firm. Planning assumptions, all names fictional.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice
from random import Random

from planner.examples.facts import Row, table
from planner.examples.names import firm, persons, stems

COMMISSION = "shenzhen-commission"
ASSOCIATIONS = ("shenzhen-iot-association", "shenzhen-startup-association", "shenzhen-logistics-association")
DIETS = {
    "no-beef": 6, "vegetarian": 4, "halal": 3, "no-pork": 1,
    "allergy:seafood": 2, "allergy:peanut": 1, "allergy:dairy": 1,
}  # fmt: skip
PERSONS_PER_FIRM = 1.42
TOPICS = (
    "iot", "digital", "smart-city", "startup", "training", "logistics", "industrial-zone-management", "automotive",
    "aviation",
)  # fmt: skip


@dataclass(frozen=True)
class Roster:
    """Rows of the tables organisations, interests and delegates of the visiting side."""

    organisations: tuple[Row, ...]
    interests: tuple[Row, ...]
    delegates: tuple[Row, ...]


def draw_roster(
    seed: int, business: int, officials: int, arrivals: dict[str, int], departures: dict[str, int]
) -> Roster:
    """A delegation of `business` delegates of firms and an official party of `officials`, the head first.

    `arrivals` and `departures` weigh the flights; a firm flies together, the official party on the first of each.
    """
    random = Random(seed)
    firms = _firms(random, business)
    people = _official_party(officials) + _business(random, firms, business)
    interests = _interests(random, firms)
    names = list(islice(persons(random), len(people)))
    flights = _flights(random, [row["id"] for row in firms], arrivals, departures)
    official = {"arrival": next(iter(arrivals)), "departure": next(iter(departures))}
    delegates = [
        {"id": f"d-{number:03d}", **name, **person, **flights.get(person["organisation"], official)}
        for number, (name, person) in enumerate(zip(names, people, strict=True), start=1)
    ]
    _give_traits(random, delegates)
    _share_rooms(random, delegates)
    return Roster(tuple(_official_bodies() + firms), tuple(interests), tuple(delegates))


def _apportion(weights: dict[str, int], total: int, whole: int) -> list[str]:
    """Each key as often as its weight out of `whole` asks for among `total`: largest remainders, sum rounded."""
    shares = {key: weight * total / whole for key, weight in weights.items()}
    counts = {key: int(share) for key, share in shares.items()}
    missing = round(sum(shares.values())) - sum(counts.values())
    for key in sorted(shares, key=lambda key: counts[key] - shares[key])[:missing]:
        counts[key] += 1
    return [key for key, count in counts.items() for _ in range(count)]


def _firms(random: Random, business: int) -> list[Row]:
    sectors = {row["sector"]: row for row in table("sectors")}
    count = max(1, int(business / PERSONS_PER_FIRM))
    drawn = _apportion({name: int(row["weight"]) for name, row in sectors.items()}, count, 100)
    random.shuffle(drawn)
    firms = [
        {
            "id": f"v-{stem['pinyin'].lower()}",
            **firm(stem, sectors[sector]),
            "side": "visitor",
            "kind": "company",
            "sector": sector,
            "province": "Guangdong",
            "languages": "zh",
            "competitors": "",
        }
        for stem, sector in zip(stems(random), drawn, strict=False)
    ]
    _pair_competitors(random, firms)
    return firms


def _pair_competitors(random: Random, firms: list[Row]) -> None:
    """One firm in seven has one competitor of its own sector; the pair names each other."""
    for one in random.sample(firms, len(firms) // 7):
        rivals = [f for f in firms if f["sector"] == one["sector"] and f is not one and not f["competitors"]]
        if rivals and not one["competitors"]:
            other = random.choice(rivals)
            one["competitors"], other["competitors"] = other["id"], one["id"]


def _official_bodies() -> list[Row]:
    return [{**row, "side": "visitor", "province": "Guangdong", "languages": "zh"} for row in table("official_bodies")]


def _official_party(officials: int) -> list[Row]:
    roles = [row for row in table("roles") if row["party"] == "official"]
    held = [row for row in roles for _ in range(int(row["share"]))]
    spare = [row for row in roles if row["role"] in ("official", "secretary")]
    while len(held) < officials:
        held.append(spare[len(held) % 2])
    while len(held) > officials:
        held.remove(max(held, key=lambda row: (held.count(row), row["rank"])))
    bodies = iter(ASSOCIATIONS * officials)
    return [
        _position(role, next(bodies) if role["role"] == "association" else COMMISSION) | {"track": "official"}
        for role in sorted(held, key=lambda row: int(row["rank"]))
    ]


def _position(role: Row, organisation: str) -> Row:
    return {"organisation": organisation, "rank": role["rank"]} | {
        key: value for key, value in role.items() if key.startswith("position_")
    }


def _business(random: Random, firms: Sequence[Row], business: int) -> list[Row]:
    """Persons of firms in order of rank, firm by firm within a rank."""
    triple = round(0.07 * len(firms))
    double = business - len(firms) - 2 * triple
    sizes = [3] * triple + [2] * max(0, double) + [1] * len(firms)
    order = random.sample(list(firms), len(firms))
    members = [row["id"] for row, size in zip(order, sizes, strict=False) for _ in range(size)][:business]
    roles = {row["role"]: row for row in table("roles") if row["party"] == "business"}
    held = _apportion({name: int(row["share"]) for name, row in roles.items()}, len(members), 100)
    random.shuffle(held)
    rows = [_position(roles[role], member) for role, member in zip(held, members, strict=True)]
    return sorted(rows, key=lambda row: (int(row["rank"]), row["organisation"]))


def _interests(random: Random, firms: Sequence[Row]) -> list[Row]:
    """Two to four topics a firm: those of its sector first, weights falling from 5."""
    of_sector = {row["sector"]: row["topics"].split(";") for row in table("sectors")}
    rows = []
    for one in firms:
        own = random.sample(of_sector[one["sector"]], min(len(of_sector[one["sector"]]), random.choice((2, 3, 3))))
        other = random.choice([topic for topic in TOPICS if topic not in own])
        chosen = [*own, other] if len(own) < 4 else own
        for place, topic in enumerate(chosen):
            weight = max(1, 5 - place - random.choice((0, 0, 1)))
            rows.append({"organisation": one["id"], "topic": topic, "weight": str(weight)})
    for body in _official_bodies():
        for topic, strength in (("digital", 4), ("smart-city", 3), ("industrial-zone-management", 3), ("training", 2)):
            rows.append({"organisation": body["id"], "topic": topic, "weight": str(strength)})
    return rows


def _flights(
    random: Random, firms: Sequence[str], arrivals: dict[str, int], departures: dict[str, int]
) -> dict[str, Row]:
    there = _apportion(arrivals, len(firms), sum(arrivals.values()))
    back = _apportion(departures, len(firms), sum(departures.values()))
    random.shuffle(there)
    random.shuffle(back)
    return {one: {"arrival": a, "departure": d} for one, a, d in zip(firms, there, back, strict=True)}


def _give_traits(random: Random, delegates: list[Row]) -> None:
    """Languages, diets, wheelchairs, addresses; the head has none of the rare ones, so that every seed starts alike."""
    count = len(delegates)
    traits = {
        "diet": _apportion(DIETS, count, 100),
        "access": ["wheelchair"] * round(0.02 * count),
        "english": ["en"] * round(0.35 * count),
        "thai": ["th"] * round(0.02 * count),
    }
    for name, values in traits.items():
        for row, value in zip(random.sample(delegates[1:], len(values)), values, strict=True):
            row[name] = value
    for number, row in enumerate(delegates, start=1):
        spoken = ["zh", row.pop("english", ""), row.pop("thai", "")]
        row["languages"] = ";".join(language for language in spoken if language)
        row["email"] = f"{row['id']}@example.org"
        row["phone"] = f"+86 755 5550 {number:04d}"


def _share_rooms(random: Random, delegates: list[Row]) -> None:
    """Two in five of the firms with two or more delegates put the first two of them in one room."""
    firms: dict[str, list[Row]] = {}
    for row in delegates:
        firms.setdefault(row["organisation"], []).append(row)
    for members in firms.values():
        if "track" not in members[0] and len(members) > 1 and random.random() < 0.4:
            one, other = members[0], members[1]
            one["room_with"], other["room_with"] = other["id"], one["id"]
