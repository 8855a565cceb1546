"""Words by which people head the columns of count files, in English and Chinese."""

import re
import unicodedata
from functools import cache

_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_CHINESE = re.compile(r"[\u4e00-\u9fff]")


def _listed(*lines: str) -> tuple[str, ...]:
    """Return the words of some lines."""
    return tuple(" ".join(lines).split())


# English words match whole words; Chinese ones anywhere, of one letter only the whole header.
ZONE = _listed(
    "zone area location room space section place library branch name sensor device bereich ort",
    "区域 分区 阅览室 自习室 房间 场所 位置 地点 空间 名称 馆区",
)
FLOOR = _listed("floor level storey building 楼层 楼 层 馆舍 校区")
ZONE_ID = _listed("id no nr number code 编号 编码 代码 号")
OCCUPIED = _listed(
    "occupied occupiedseats occupancy used inuse taken count counts people persons person",
    "headcount heads patrons users students readers visitors present occupants n value",
    "人数 在座 已用 占用 在馆 使用数 在用 在位 读者数 已占 计数 占座 besetzt anzahl",
)
CAPACITY = _listed(
    "capacity seats totalseats max maximum kapazität",
    "座位数 总座位 座位总数 总数 容量 总座 座席数 席位数 可容纳",
)
FREE = _listed(
    "free freeseats vacant available unused empty unoccupied remaining availableseats frei",
    "空闲 空座 剩余 可用 空余 未用",
)
SHARE = _listed("rate percent percentage pct ratio share utilisation utilization % 率 比例 百分比")
TERM = _listed("term terms semester quarter session season intersession 学期 学年 学季")
RECORDED = _listed(
    "timestamp submitted submission recorded created entered entry modified updated uploaded",
    "logged saved 提交 录入 记录时间 填写 更新 上传 登记 创建",
)
UTC = _listed("utc gmt epoch unix zulu")
HOUR = _listed(
    "hour hours oclock hr time slot period interval zeit uhrzeit 时 小时 时段 钟点 点 时间 时刻"
)
DATE = _listed("date day datum 日期 日")
START = _listed("start begin from checkin login logon arrival entered 开始 签到 入馆 登录 入座")
END = _listed("end finish until checkout logout logoff departure left to 结束 签退 离馆 退出 离座")
ENTERING = _listed(
    "in ins entries entry enter entering entrances arrivals inbound 进馆 入馆 进入 进门 进 入"
)
LEAVING = _listed("out outs exits exit leave leaving departures outbound 出馆 离馆 离开 出门 出 离")
NOTES = _listed(
    "note notes comment comments remark remarks initials staff observer recorder weather door",
    "备注 天气 管理员 值班 记录人 填表人 姓名 签名",
)
READINGS = (
    *NOTES,
    *_listed("temperature temp humidity co2 lux epoch unix latitude longitude"),
    *_listed("温度 湿度 噪声 噪音"),
)
ORDINALS = _listed(
    "id no nr number index row week weekno weekday dayofweek dow wday day year month hour hours",
    "minute of the code lat lon noise 序号 编号 周次 年 月 日 星期 小时 年份 月份 周",
)
_WEEKDAYS = {name: number for number, name in enumerate("一二三四五六日", 1)} | {"天": 7}
_WEEKDAYS |= {name: number for number, name in enumerate(_listed("mon tue wed thu fri sat sun"), 1)}
_AROUND = re.compile(r"人数|人次|数量|编号|编码|代码|号$|数$|量$")


@cache
def tokens(header: str) -> frozenset[str]:
    """Return the words of a header, also run together; Chinese stays one piece.

    Examples
    --------
    >>> sorted(tokens("SeatsTotal")), sorted(tokens("time_local"))
    (['seats', 'seatstotal', 'total'], ['local', 'time', 'timelocal'])
    """
    text = unicodedata.normalize("NFKC", header)
    parts = [
        one
        for one in re.split(r"[^0-9a-z\u00c0-\u024f\u4e00-\u9fff%]+", _CAMEL.sub(" ", text).lower())
        if one
    ]
    return frozenset([*parts, "".join(parts)])


def speaks_of(header: str, vocabulary: tuple[str, ...]) -> bool:
    """Return whether a header has a word of a vocabulary.

    Examples
    --------
    >>> speaks_of("occupied_seats", OCCUPIED), speaks_of("当前在座人数", OCCUPIED)
    (True, True)
    >>> speaks_of("Quiet", FREE), speaks_of("日光阅览室", DATE)
    (False, False)
    """
    return any(_has(header, word) for word in vocabulary)


def _has(header: str, word: str) -> bool:
    """Return whether a header has one word."""
    if not _CHINESE.search(word):
        return word in tokens(header)
    return word in (header if len(word) > 1 else [_AROUND.sub("", header.strip())])


def says_only(header: str, *vocabularies: tuple[str, ...]) -> bool:
    """Return whether a header has words of some vocabularies and no others.

    Examples
    --------
    >>> says_only("location_id", ZONE, ZONE_ID), says_only("Floor 1", FLOOR)
    (True, False)
    """
    known = {word for vocabulary in vocabularies for word in vocabulary}
    pieces = re.findall(
        r"[^\W_]+", _CAMEL.sub(" ", unicodedata.normalize("NFKC", header)).casefold()
    )
    return bool(pieces) and all(one in known or _AROUND.sub("", one) in known for one in pieces)


def flows(columns: list[str]) -> tuple[str, str] | None:
    """Return a pair of columns that say in and out of the same gate, None where there is none.

    Examples
    --------
    >>> flows(["gate_in", "gate_out"]), flows(["进馆人次", "出馆人次"])
    (('gate_in', 'gate_out'), ('进馆人次', '出馆人次'))
    >>> flows(["Drop-in desk", "Check-out hall"]), flows(["入口大厅", "出纳台"])
    (None, None)
    """
    for one in columns:
        for other in columns:
            if _has_side(one, ENTERING) and _has_side(one, ENTERING) == _has_side(other, LEAVING):
                return one, other
    return None


def _has_side(header: str, vocabulary: tuple[str, ...]) -> str:
    """Return what a header says besides one word of a vocabulary; "" where it has none."""
    for word in vocabulary:
        if _has(header, word):
            pieces = re.findall(r"[^\W_]+", _CAMEL.sub(" ", header).casefold().replace(word, ""))
            return "|" + " ".join(pieces)
    return ""


def is_total(name: str) -> bool:
    """Return whether a zone or column is called total, alone or with a word such as all or grand.

    Examples
    --------
    >>> is_total("Grand Total"), is_total("合计"), is_total("总服务台"), is_total("Total Books")
    (True, True, False, False)
    """
    word = "".join(re.split(r"[\W_]+", unicodedata.normalize("NFKC", name).casefold()))
    return bool(
        re.fullmatch(
            r"(grand|sub|head)?totals?(count|people|headcount|occupancy|occupied)?|sum|overall|all(zones|areas)?|gesamt"
            r"|(馆内|全馆|当前|在馆|各区)?(总计|合计|总和|总数|总人数|共计|小计|总)(人数)?|全馆(人数)?",
            word,
        )
    )


@cache
def weekday(text: str) -> int | None:
    """Return 1 for Monday to 7 for Sunday, None where a text names no day.

    Examples
    --------
    >>> weekday("Thursday"), weekday("星期天"), weekday("周三"), weekday("2"), weekday("Sunny room")
    (4, 7, 3, None, None)
    """
    word = unicodedata.normalize("NFKC", text).strip().casefold().rstrip(".")
    if re.fullmatch(r"(mon|tue|wed|thu|fri|sat|sun)(day|s|sday|nesday|rs|r|rsday|urday)?", word):
        return _WEEKDAYS[word[:3]]
    found = re.fullmatch(r"(?:星期|礼拜|周)([一二三四五六日天])", word)
    return _WEEKDAYS[found[1]] if found else None
