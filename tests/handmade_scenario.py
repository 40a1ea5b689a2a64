"""A tiny visit, written by hand: three days, two tracks, six delegates, seven engagements."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

from planner.domain.engagements import Engagement, Order, Pin, TopicStrength
from planner.domain.fleet import Interpreter, Track, Vehicle
from planner.domain.people import Attendance
from planner.domain.places import Stay
from planner.domain.rulebook import ProvinceRules, RuleBook
from planner.domain.scenario import ProgrammeSettings, Scenario
from tests.handmade_people import (
    BANGKOK,
    DELEGATES,
    FLIGHTS,
    INTERESTS,
    ORGANISATIONS,
    PEOPLE,
    THURSDAY,
    TUESDAY,
    WEDNESDAY,
    WISHES,
    text,
)
from tests.handmade_places import HOTELS, MEALS, OPENING, SITES, TRAVEL, at

TRACKS = (
    Track(id="gov", name=text("Official party", "官方团", "คณะทางการ"), max_size=9),
    Track(id="tech", name=text("Technology", "科技", "เทคโนโลยี"), max_size=40),
)


ENGAGEMENTS = (
    Engagement(
        id="welcome-dinner",
        name=text("Welcome dinner", "欢迎晚宴", "งานเลี้ยงต้อนรับ"),
        site="grand",
        kind="reception",
        host="digital-ministry",
        minutes=90,
        mandatory="yes",
        audience=("all",),
        capacity=60,
        benefit=2,
        commitment="confirmed",
        dress="business",
    ),
    Engagement(
        id="ministry-call",
        name=text("Courtesy call", "礼节性拜会", "เยี่ยมคารวะ"),
        site="ministry",
        kind="courtesy_call",
        host="digital-ministry",
        minutes=45,
        mandatory="yes",
        audience=("tracks",),
        capacity=15,
        head_required=True,
        host_rank=1,
        languages=("th", "en"),
        setup_minutes=10,
        buffer_minutes=10,
        benefit=5,
        commitment="confirmed",
    ),
    Engagement(
        id="lab-visit",
        name=text("IoT laboratory", "物联网实验室", "ห้องทดลองไอโอที"),
        site="institute",
        kind="site_visit",
        host="iot-institute",
        minutes=90,
        audience=("tracks",),
        sessions=2,
        capacity=20,
        languages=("th", "en"),
        setup_minutes=10,
        benefit=3,
    ),
    Engagement(
        id="park-briefing",
        name=text("Digital Park briefing", "数码园简报", "สรุปดิจิทัลพาร์ค"),
        site="park",
        kind="briefing",
        host="digital-ministry",
        minutes=60,
        audience=("tracks",),
        capacity=40,
        together=True,
        languages=("en",),
        benefit=3,
        commitment="tentative",
    ),
    Engagement(
        id="hall-call",
        name=text("Call on the governor", "拜会府尹", "เยี่ยมคารวะผู้ว่าราชการ"),
        site="hall",
        kind="courtesy_call",
        host="chonburi-province",
        minutes=45,
        mandatory="yes",
        audience=("tracks",),
        capacity=20,
        together=True,
        head_required=True,
        host_rank=2,
        languages=("th", "en"),
        setup_minutes=10,
        benefit=4,
        commitment="asked",
    ),
    Engagement(
        id="port-visit",
        name=text("Port", "港口考察", "เยี่ยมชมท่าเรือ"),
        site="port",
        kind="site_visit",
        host="port-authority",
        minutes=90,
        mandatory="each",
        audience=("tracks",),
        sessions=2,
        capacity=20,
        together=True,
        languages=("th",),
        setup_minutes=5,
        register_days=14,
        benefit=3,
    ),
    Engagement(
        id="temple",
        name=text("Temple", "寺庙参观", "ไหว้พระ"),
        site="wat",
        kind="culture",
        minutes=45,
        audience=("tracks",),
        sessions=2,
        benefit=1,
    ),
)

ATTENDS = (
    Attendance(engagement="ministry-call", person="minister", role="receives"),
    Attendance(engagement="hall-call", person="governor", role="receives"),
)

TOPICS = (
    TopicStrength(engagement="lab-visit", topic="iot", strength=3),
    TopicStrength(engagement="park-briefing", topic="iot", strength=2),
    TopicStrength(engagement="park-briefing", topic="policy", strength=1),
    TopicStrength(engagement="ministry-call", topic="policy", strength=3),
    TopicStrength(engagement="port-visit", topic="ports", strength=3),
)

VEHICLES = (
    Vehicle(id="van-1", name="Van 1", kind="van", seats=9, price_day=4000.0, driver="Anan", phone="+66 81 000 0001"),
    Vehicle(
        id="coach-1",
        name="Coach 1",
        kind="coach",
        seats=40,
        access="wheelchair",
        price_day=12000.0,
        driver="Boon",
        phone="+66 81 000 0002",
    ),
)

INTERPRETERS = (
    Interpreter(id="pim", name=text("Pim", "萍", "พิม"), languages=("zh", "th"), price_day=8000.0),
    Interpreter(id="rung", name=text("Rung", "荣", "รุ่ง"), languages=("zh", "en"), price_day=7000.0),
)


def tiny_scenario(**changes: Any) -> Scenario:
    """The tiny visit, with the named fields of the scenario replaced."""
    scenario = Scenario(
        name="tiny",
        title=text("A visit", "访问", "การเยือน"),
        head="wu",
        programme=ProgrammeSettings(
            first_day=TUESDAY,
            last_day=THURSDAY,
            timezone=BANGKOK,
            languages=("zh", "en", "th"),
            as_of=dt.date(2017, 8, 1),
        ),
        rules=RuleBook(provinces=ProvinceRules(names=("Bangkok", "Chonburi"), least=2)),
        organisations=ORGANISATIONS,
        people=PEOPLE,
        interests=INTERESTS,
        wishes=WISHES,
        delegates=DELEGATES,
        flights=FLIGHTS,
        tracks=TRACKS,
        sites=SITES,
        engagements=ENGAGEMENTS,
        attends=ATTENDS,
        engagement_topics=TOPICS,
        opening=OPENING,
        order=(Order(before="hall-call", after="port-visit"),),
        hotels=HOTELS,
        stays=(Stay(night=TUESDAY, hotel="grand-hotel"),),
        meals=MEALS,
        vehicles=VEHICLES,
        interpreters=INTERPRETERS,
        travel=TRAVEL,
        pins=(Pin(engagement="ministry-call", track="gov", on=WEDNESDAY, at=at(9, 30), state="fixed"),),
    )
    return replace(scenario, **changes)
