"""Headings of columns in English, Thai and Chinese, for the eyes; the names below them are what is read."""

from __future__ import annotations

from collections.abc import Mapping

from planner.reading.schema import ColumnSchema

HEADINGS: Mapping[str, tuple[str, str]] = {
    "access": ("การเข้าถึง", "无障碍"),
    "address": ("ที่อยู่", "地址"),
    "after": ("หลัง", "在后"),
    "arrival": ("เที่ยวบินขาเข้า", "到达航班"),
    "arrives": ("เวลาถึง", "到达时间"),
    "arrives_zone": ("เขตเวลาปลายทาง", "到达时区"),
    "at": ("เวลา", "时刻"),
    "audience": ("ผู้เข้าร่วม", "参加者"),
    "before": ("ก่อน", "在前"),
    "benefit": ("ประโยชน์", "收益"),
    "buffer_minutes": ("เวลาเผื่อ (นาที)", "缓冲（分钟）"),
    "capacity": ("จำนวนคนสูงสุด", "容量"),
    "commitment": ("สถานะการตกลง", "落实程度"),
    "competitors": ("คู่แข่ง", "竞争对手"),
    "days": ("วันที่ใช้ได้", "可用日期"),
    "departs": ("เวลาออก", "出发时间"),
    "departs_zone": ("เขตเวลาต้นทาง", "出发时区"),
    "departure": ("เที่ยวบินขากลับ", "离开航班"),
    "diet": ("อาหาร", "饮食"),
    "diets": ("อาหารที่จัดได้", "可供饮食"),
    "dress": ("การแต่งกาย", "着装"),
    "driver": ("คนขับ", "司机"),
    "email": ("อีเมล", "电子邮件"),
    "enabled": ("ใช้งาน", "启用"),
    "engagement": ("กิจกรรม", "活动"),
    "forbidden_slots": ("ช่วงที่ไม่ว่าง", "不可用时段"),
    "from": ("จาก", "起"),
    "head_required": ("ต้องมีหัวหน้าคณะ", "团长必须出席"),
    "host": ("เจ้าภาพ", "接待单位"),
    "host_rank": ("ระดับเจ้าภาพ", "接待方级别"),
    "host_wish": ("ความสนใจของเจ้าภาพ", "主方意愿"),
    "hotel": ("โรงแรม", "酒店"),
    "iata": ("รหัสสนามบิน", "机场代码"),
    "id": ("รหัส", "编号"),
    "kind": ("ประเภท", "类别"),
    "km": ("กิโลเมตร", "公里"),
    "languages": ("ภาษา", "语言"),
    "lat": ("ละติจูด", "纬度"),
    "lon": ("ลองจิจูด", "经度"),
    "mandatory": ("บังคับ", "必须"),
    "max_gap_minutes": ("ห่างกันไม่เกิน (นาที)", "最大间隔（分钟）"),
    "max_size": ("จำนวนมากสุด", "最多人数"),
    "min_size": ("จำนวนน้อยสุด", "最少人数"),
    "minutes": ("นาที", "分钟"),
    "minutes_day": ("นาทีต่อวัน", "每日分钟"),
    "name": ("ชื่อ", "名称"),
    "night": ("คืนวันที่", "夜晚"),
    "notes": ("หมายเหตุ", "备注"),
    "number": ("หมายเลขเที่ยวบิน", "航班号"),
    "of": ("ของ", "对象"),
    "on": ("วันที่", "日期"),
    "organisation": ("หน่วยงาน", "单位"),
    "peak_minutes": ("นาทีชั่วโมงเร่งด่วน", "高峰分钟"),
    "person": ("บุคคล", "人员"),
    "phone": ("โทรศัพท์", "电话"),
    "position": ("ตำแหน่ง", "职务"),
    "price": ("ราคา", "价格"),
    "price_day": ("ราคาต่อวัน", "每日价格"),
    "province": ("จังหวัด", "省份"),
    "rank": ("ระดับ", "级别"),
    "register_days": ("แจ้งชื่อล่วงหน้า (วัน)", "提前报名（天）"),
    "role": ("บทบาท", "角色"),
    "room_with": ("พักร่วมกับ", "同住"),
    "rooms": ("ห้อง", "房间"),
    "same_day": ("วันเดียวกัน", "同一天"),
    "seats": ("ที่นั่ง", "座位"),
    "sector": ("ธุรกิจ", "行业"),
    "sessions": ("จำนวนรอบ", "场次"),
    "setup_minutes": ("เตรียมการ (นาที)", "准备（分钟）"),
    "side": ("ฝ่าย", "方"),
    "site": ("สถานที่", "地点"),
    "slot_minutes": ("ช่วงละ (นาที)", "每时段（分钟）"),
    "source": ("แหล่งข้อมูล", "来源"),
    "state": ("สถานะ", "状态"),
    "strength": ("น้ำหนัก", "强度"),
    "tables": ("โต๊ะ", "桌数"),
    "to": ("ถึง", "至"),
    "together": ("หลายกลุ่มพร้อมกัน", "可合并"),
    "topic": ("หัวข้อ", "主题"),
    "topics": ("หัวข้อที่ถนัด", "擅长主题"),
    "track": ("กลุ่ม", "分团"),
    "until": ("จนถึง", "止"),
    "visitor": ("ผู้มาเยือน", "来访单位"),
    "visitor_wish": ("ความสนใจของผู้มาเยือน", "客方意愿"),
    "weight": ("น้ำหนัก", "权重"),
    "zone": ("เขต", "区域"),
    "key": ("คีย์", "键"),
    "value": ("ค่า", "值"),
    "meaning": ("ความหมาย", "含义"),
}
"""Thai and Chinese headings by column, wordings of one text together."""

_LANGUAGES = {"en": ("English", "อังกฤษ", "英文"), "th": ("Thai", "ไทย", "泰文"), "zh": ("Chinese", "จีน", "中文")}


def heading(column: ColumnSchema) -> str:
    """The heading of a column in three lines: English, Thai, Chinese."""
    name = column.field if column.language else column.name
    lines = [name.replace("_", " "), *HEADINGS[name]]
    if column.language:
        lines = [f"{line} ({language})" for line, language in zip(lines, _LANGUAGES[column.language], strict=True)]
    return "\n".join(lines)


def plain_heading(name: str) -> str:
    """The heading of a word that is no column of a table, in three lines."""
    return "\n".join((name, *HEADINGS[name]))
