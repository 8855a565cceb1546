"""Which function a zone has today: as given, as its name says, or as its space type usually has."""

from collections.abc import Mapping

import pandas as pd

WORDS: Mapping[str, tuple[str, ...]] = {  # order matters: the first function with a word wins
    "silent_reading": ("silent", "静音"),
    "carrel": ("carrel", "cubicle", "booth", "研究厢", "单间", "研习舱", "自习舱"),
    "quiet_reading": ("quiet", "静读", "安静"),
    "seminar": ("seminar", "lecture", "研讨教室", "报告厅"),
    "group_room": ("group", "小组", "研讨室", "研讨间"),
    "discussion": ("discussion", "collaborat", "讨论", "交流区"),
    "computers": ("computer", "pc ", "电子阅览", "机房", "电脑", "缩微", "microfilm"),
    "future_learning_centre": ("future learning", "active learning", "未来学习"),
    "training_room": ("training", "classroom", "培训", "教室"),
    "consultation": ("consult", "writing", "help point", "咨询", "写作"),
    "ai_science_bench": ("for science", "科学智能", "ai4s"),
    "graduate_room": ("graduate", "research", "faculty", "研究生", "研究室", "教师"),
    "culture_corner": ("history", "culture", "校史", "文化"),
    "exhibition": ("exhibition", "gallery", "展"),
    "salon": ("salon", "auditorium", "沙龙", "讲座", "讲堂"),
    "cafe": ("café", "cafe", "coffee", "咖啡", "休闲"),
    "reading_promotion": ("promotion", "new books", "推广", "新书"),
    "data_lab": ("data", " ai ", "数据", "人工智能"),
    "media_studio": ("media", "audio", "podcast", "video", "媒体", "视听", "播客", "录音"),
    "maker_room": ("maker", "project", "workshop", "创客", "工坊"),
    "stacks": ("stack", "book store", "书库", "密集"),
    "service_desk": ("desk", "entrance", "foyer", "lobby", "服务台", "大厅", "门厅"),
}  # fmt: skip
USUAL = {
    "learning": "quiet_reading",
    "academic": "graduate_room",
    "cultural": "exhibition",
    "creative": "maker_room",
}
NONE = ""  # no function of the catalogue


def functions_today(
    rooms: pd.DataFrame, functions: pd.DataFrame, given: Mapping[str, str] | None = None
) -> pd.DataFrame:
    """Return the function each room has today.

    Parameters
    ----------
    rooms
        One row per room: ``zone``, ``name_en``, ``name_zh``, ``space_type`` ("" = not known).
    functions
        `data.reference.functions`.
    given
        Function by zone, as people said; "" = none of the catalogue.

    Returns
    -------
    One row per room: ``zone``, ``function`` ("" = none of the catalogue) and
    ``function_why``: ``given``, ``name`` (a word of its name, among the
    functions of its space type) or ``usual`` (nothing is known but the type).

    Examples
    --------
    >>> rooms = pd.DataFrame({"zone": ["a", "b"], "name_en": ["Group room 1", "Hall"],
    ...                       "name_zh": "", "space_type": "learning"})
    >>> all_ = pd.DataFrame({"function": ["group_room", "quiet_reading"], "space_type": "learning"})
    >>> functions_today(rooms, all_)["function"].tolist()
    ['group_room', 'quiet_reading']
    """
    kinds = dict(zip(functions["function"], functions["space_type"], strict=True))
    given = given or {}
    rows = []
    for room in rooms.itertuples(index=False):
        function, why = _today(room, kinds)
        if given.get(room.zone, None) in {NONE, *kinds}:
            function, why = given[room.zone], "given"
        rows.append((room.zone, function, why))
    return pd.DataFrame(rows, columns=["zone", "function", "function_why"])


def _today(room: object, kinds: Mapping[str, str]) -> tuple[str, str]:
    name = f" {room.name_en} {room.name_zh} ".casefold()
    for function, words in WORDS.items():
        fits = kinds.get(function) == (room.space_type or "other")
        if fits and any(word in name for word in words):
            return function, "name"
    usual = USUAL.get(room.space_type, NONE)
    return (usual if usual in kinds else NONE), "usual"
