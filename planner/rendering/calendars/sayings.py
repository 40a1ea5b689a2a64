"""Words of calendar entries in the three languages."""

from __future__ import annotations

from collections.abc import Mapping

from planner.domain.columns import Text

WORDS: Mapping[str, Text] = {
    "cancelled": Text("CANCELLED", "ยกเลิก", "已取消"),
    "lobby": Text("In the lobby by {time}", "พร้อมกันที่ล็อบบี้ภายใน {time}", "{time}前酒店大堂集合"),
    "vehicle": Text("At the vehicle by {time}", "พร้อมกันที่รถภายใน {time}", "{time}前到车旁集合"),
    "arrivals": Text("In the arrivals hall by {time}", "พร้อมกันที่โถงผู้โดยสารขาเข้าภายใน {time}", "{time}前到达大厅集合"),
    "departs_at": Text("Departure {time}", "ออกเดินทาง {time}", "{time}出发"),
    "arrives_at": Text("Arrival {time}", "ถึง {time}", "{time}到达"),
    "departs": Text(
        "Departs {place} {date} {time} ({offset})",
        "ออกจาก {place} {date} {time} ({offset})",
        "{place} {date} {time} 起飞 ({offset})",
    ),
    "arrives": Text(
        "Arrives {place} {date} {time} ({offset})",
        "ถึง {place} {date} {time} ({offset})",
        "{place} {date} {time} 抵达 ({offset})",
    ),
    "flight": Text("Flight {number} {from_}–{to}", "เที่ยวบิน {number} {from_}–{to}", "航班 {number} {from_}–{to}"),
    "travelling": Text("Travelling: {names}", "ผู้เดินทาง: {names}", "乘客：{names}"),
    "hired_car": Text("By hired car to {place}", "รถรับจ้างไปยัง {place}", "乘专车前往{place}"),
    "hotel": Text("Hotel: {place}", "โรงแรม: {place}", "酒店：{place}"),
    "room_with": Text("Room shared with {names}", "พักร่วมห้องกับ {names}", "同住：{names}"),
    "lunch": Text("Lunch: {place}", "อาหารกลางวัน: {place}", "午餐：{place}"),
    "dinner": Text("Dinner: {place}", "อาหารค่ำ: {place}", "晚餐：{place}"),
    "diet": Text("Your diet: {diets}", "อาหารของท่าน: {diets}", "饮食要求：{diets}"),
    "free": Text("Free time", "เวลาว่าง", "自由活动"),
    "meeting": Text("Meeting: {name}", "นัดเจรจาธุรกิจ: {name}", "商务洽谈：{name}"),
    "meeting_both": Text(
        "Meeting: {visitor} – {host}",
        "นัดเจรจาธุรกิจ: {visitor} – {host}",
        "商务洽谈：{visitor} – {host}",
    ),
    "table": Text("Table {number}", "โต๊ะ {number}", "{number}号桌"),
    "of_session": Text("Part of: {name}", "ส่วนหนึ่งของ: {name}", "所属活动：{name}"),
    "meetings_count": Text("Business meetings: {number}", "จำนวนนัดเจรจาธุรกิจ: {number}", "商务洽谈场次：{number}"),
    "host": Text("Host: {name}", "หน่วยงานเจ้าภาพ: {name}", "接待单位：{name}"),
    "receives": Text("Received by: {names}", "ผู้ให้การต้อนรับ: {names}", "接待人：{names}"),
    "interpreter": Text("Interpreter: {names}", "ล่าม: {names}", "翻译：{names}"),
    "liaison": Text("Liaison: {names}", "เจ้าหน้าที่ประสานงาน: {names}", "联络员：{names}"),
    "contact": Text("Contact: {names}", "ผู้ติดต่อ: {names}", "联系人：{names}"),
    "dress": Text("Dress: {dress}", "การแต่งกาย: {dress}", "着装：{dress}"),
    "tracks": Text("Track: {names}", "คณะ: {names}", "分团：{names}"),
    "heads": Text("Visitors: {number}", "จำนวนผู้เข้าร่วม: {number} คน", "来宾人数：{number}"),
    "leader": Text("Led by: {name}", "หัวหน้าคณะ: {name}", "带队：{name}"),
    "vehicles": Text("Vehicle: {names}", "รถ: {names}", "车辆：{names}"),
    "driver": Text("Driver: {name}", "คนขับ: {name}", "司机：{name}"),
    "drive": Text("{origin} → {destination}", "{origin} → {destination}", "{origin} → {destination}"),
    "from": Text("From: {place}", "จาก: {place}", "出发地：{place}"),
    "to": Text("To: {place}", "ไป: {place}", "目的地：{place}"),
    "way": Text("{km} km, about {minutes} min", "{km} กม. ประมาณ {minutes} นาที", "{km}公里，约{minutes}分钟"),
    "phone": Text("Telephone: {phone}", "โทรศัพท์: {phone}", "电话：{phone}"),
    "whole": Text("Whole delegation", "ทั้งคณะ", "全团"),
}  # fmt: skip


def say(key: str, language: str, /, **values: object) -> str:
    """The wording called `key` in `language` with its placeholders filled; English where the language is unknown."""
    text = WORDS[key]
    template = text.get(language) if language in ("en", "th", "zh") else text.en
    return template.format(**values)
