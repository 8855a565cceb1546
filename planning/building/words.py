"""The words by which plan files speak of zones, floors and kinds, in English and Chinese."""

import re
import unicodedata
from collections.abc import Iterable, Mapping

COLUMNS: Mapping[str, tuple[str, ...]] = {
    "id": (
        "zoneid", "areaid", "roomid", "spaceid", "id", "zone", "uuid", "guid", "globalid", "fid",
        "objectid", "区域编号", "空间编号", "房间编号", "编号", "区域id", "序号",
    ),
    "name": (
        "name", "zonename", "areaname", "roomname", "spacename", "longname", "displayname", "label",
        "title", "名称", "区域名称", "房间名称", "空间名称", "区域", "房间", "空间", "名字", "area",
        "zone",
    ),
    "name_en": ("nameen", "englishname", "enname", "英文名称", "英文名", "英文"),
    "name_zh": ("namezh", "namecn", "chinesename", "zhname", "中文名称", "中文名", "中文"),
    "number": (
        "roomnumber", "roomno", "roomnr", "room", "number", "ref", "code", "facilitiesid",
        "房间号", "房号", "门牌号", "门牌", "编码",
    ),
    "floor": (
        "floor", "level", "storey", "story", "floorname", "levelname", "floorlabel", "floornumber",
        "floorno", "levelnumber", "ordinal", "楼层", "所在楼层", "层", "楼层号", "层数", "floorid",
        "levelid",
    ),
    "type": (
        "spacetype", "type", "kind", "roomtype", "zonetype", "areatype", "category", "class",
        "usage", "use", "function", "indoor", "room", "featuretype", "空间类型", "类型", "区域类型",
        "房间类型", "类别", "用途", "功能", "使用功能",
    ),
    "seats": (
        "seats", "capacity", "seatcount", "numseats", "numberofseats", "noofseats", "seatsnumber",
        "seatcapacity", "totalseats", "seat", "座位", "座位数", "座位数量", "阅览座位", "席位",
        "座席", "座席数", "容量", "总座位数", "座位总数",
    ),
    "area": (
        "aream2", "areasqm", "areasquaremetres", "sqm", "m2", "netarea", "netaream2", "usablearea",
        "floorarea", "area", "面积", "净面积", "使用面积", "面积m2", "面积平方米", "面积㎡",
    ),
    "convertible": ("convertible", "可改造", "可变", "是否可改造", "可调整"),
    "fixed": ("fixed", "固定", "是否固定"),
}  # fmt: skip

# order matters: the first kind with a word that fits wins
KINDS: Mapping[str, tuple[str, ...]] = {
    "structure": (
        "wall", "window", "door", "column", "pillar", "railing", "fixture", "furniture", "opening",
        "墙", "墙体", "窗", "窗户", "门", "柱", "柱子", "家具", "栏杆",
    ),
    "outline": (
        "outline", "buildingoutline", "flooroutline", "footprint", "building", "floor", "level",
        "storey", "轮廓", "建筑轮廓", "楼层轮廓", "外轮廓",
    ),
    "stairs": (
        "stairs", "stair", "staircase", "stairway", "stairwell", "steps", "escalator", "ramp",
        "楼梯", "楼梯间", "扶梯", "自动扶梯", "步梯", "坡道",
    ),
    "lift": ("lift", "elevator", "elevators", "lifts", "电梯", "升降机", "电梯间", "货梯"),
    "toilet": (
        "toilet", "toilets", "restroom", "restrooms", "bathroom", "bathrooms", "washroom", "wc",
        "lavatory", "restroommale", "restroomfemale", "restroomunisex", "卫生间", "洗手间", "厕所",
        "男卫", "女卫", "盥洗室",
    ),
    "corridor": (
        "corridor", "corridors", "hallway", "walkway", "passage", "aisle", "circulation",
        "走廊", "过道", "走道", "通道", "连廊",
    ),
    "other": (
        "inaccessiblespace", "flooropening", "void", "shaft", "duct", "plant", "plantroom",
        "nonpublic",
        "mechanical", "electrical", "terrace", "roof", "atrium", "elevatorshaft", "utility",
        "管井", "竖井", "机房", "设备间", "配电间", "弱电间", "中庭", "屋顶", "天井",
        "水井", "电井",
    ),
    "room": (
        "room", "rooms", "office", "zone", "unit", "space", "area", "房间", "区域", "空间",
        "办公室",
        "阅览室", "自习室",
    ),
}  # fmt: skip

SPACE_TYPES: Mapping[str, tuple[str, ...]] = {
    "learning": ("learning", "learningspace", "study", "学习", "学习空间"),
    "academic": ("academic", "academicspace", "学术", "学术空间"),
    "cultural": ("cultural", "culture", "culturalspace", "文化", "文化空间"),
    "creative": ("creative", "creativespace", "makerspace", "创意", "创意空间", "创新", "创新空间"),
    "other": ("other", "otherspace", "其他", "其他空间", "其它"),
}

# looked for inside a room's name, first fit wins; a proposal the user confirms
_NAME_WORDS: Mapping[str, tuple[str, ...]] = {
    "creative": (
        "maker", "media", "studio", "3d", "innovation", "vr",
        "创客", "创意", "创新", "媒体", "制作",
    ),
    "cultural": (
        "cafe", "café", "coffee", "lounge", "exhibit", "gallery", "salon", "culture", "咖啡", "展",
        "沙龙", "文化", "休闲",
    ),
    "academic": (
        "lecture", "seminar", "conference", "training", "research", "consult", "graduate",
        "classroom",
        "学术", "报告厅", "研讨", "研究", "培训", "会议", "讲座", "咨询",
    ),
    "learning": (
        "study", "reading", "quiet", "silent", "carrel", "computer", "learning", "tutoring",
        "group",
        "book", "stack", "自习", "阅览", "学习", "研修", "讨论", "电脑", "书库", "安静",
    ),
}  # fmt: skip

_OUTLINE_COLUMNS = (
    "polygon", "outline", "geometry", "geom", "wkt", "vertices", "points", "coordinates", "coords",
    "shape", "boundary", "轮廓", "坐标", "多边形", "边界", "顶点",
)  # fmt: skip
_FIXED_NAMES = ("stairs", "lift", "toilet", "corridor")
_ENTRANCES = ("entrance", "entry", "foyer", "lobby", "vestibule", "入口", "门厅", "大堂", "主门")
_TRUE = {"yes", "true", "1", "y", "是", "可", "可以", "t"}
_FALSE = {"no", "false", "0", "n", "否", "不", "不可", "f"}


def plain(word: object) -> str:
    """Return a word without case, width, spaces and marks, for comparing.

    Examples
    --------
    >>> plain("Space_Type"), plain("座位 数"), plain(None)
    ('spacetype', '座位数', '')
    """
    if word is None:
        return ""
    text = unicodedata.normalize("NFKC", str(word)).casefold()
    return re.sub(r"[\W_]+", "", text)


def find_columns(names: Iterable[str]) -> dict[str, list[str]]:
    """Return which of some columns or properties speak of what, best first.

    Keys are those of `COLUMNS` that were found; a name may serve two of them
    (a column called *zone* is a number and, for want of another, a name).

    Examples
    --------
    >>> find_columns(["编号", "名称", "楼层", "座位数", "备注"])
    {'id': ['编号'], 'name': ['名称'], 'floor': ['楼层'], 'seats': ['座位数']}
    """
    by_word: dict[str, str] = {}
    for name in names:
        by_word.setdefault(plain(name), name)
    found = {
        concept: [by_word[word] for word in words if word in by_word]
        for concept, words in COLUMNS.items()
    }
    return {concept: columns for concept, columns in found.items() if columns}


def kind_of(word: object) -> str | None:
    """Return the kind a type word means, "structure" for walls and doors, None if unknown.

    Examples
    --------
    >>> kind_of("elevator"), kind_of("卫生间"), kind_of("building_outline"), kind_of("wall")
    ('lift', 'toilet', 'outline', 'structure')
    """
    said = plain(word)
    return next((kind for kind, words in KINDS.items() if said in words), None)


def kind_of_name(name: str) -> str | None:
    """Return the kind of a zone that is called by it, None for every other name.

    Examples
    --------
    >>> kind_of_name("Stairs 2"), kind_of_name("卫生间"), kind_of_name("Lift lounge")
    ('stairs', 'toilet', None)
    """
    kind = kind_of(re.sub(r"[\s#\d]+$", "", name))
    return kind if kind in _FIXED_NAMES else None


def names_outlines(column: str) -> bool:
    """Whether a column's name says that it holds outlines.

    Examples
    --------
    >>> names_outlines("Polygon (px)"), names_outlines("opening years")
    (True, False)
    """
    return any(word in plain(column) for word in _OUTLINE_COLUMNS)


def space_type_of(word: object) -> str | None:
    """Return the space type a type word means, None if it means none.

    Examples
    --------
    >>> space_type_of("学习空间"), space_type_of("Creative"), space_type_of("wall")
    ('learning', 'creative', None)
    """
    said = plain(word)
    return next((kind for kind, words in SPACE_TYPES.items() if said in words), None)


def space_type_from_name(name: str) -> str:
    """Propose a space type from a room's name; "" where the name says nothing.

    Examples
    --------
    >>> space_type_from_name("Digital Media Lab"), space_type_from_name("自习室A")
    ('creative', 'learning')
    >>> space_type_from_name("Unit 4")
    ''
    """
    text = unicodedata.normalize("NFKC", name).casefold()
    for space_type, words in _NAME_WORDS.items():
        for word in words:
            if re.search(rf"\b{word}" if word.isascii() else word, text):
                return space_type
    return ""


def truth(word: object) -> bool | None:
    """Return yes or no in either language, None for anything else.

    Examples
    --------
    >>> truth("是"), truth("No"), truth("perhaps")
    (True, False, None)
    """
    said = plain(word)
    return True if said in _TRUE else False if said in _FALSE else None


def names_entrance(text: str) -> bool:
    """Whether a zone's name says that people come in there.

    Examples
    --------
    >>> names_entrance("Entrance hall"), names_entrance("入口大厅"), names_entrance("Quiet hall")
    (True, True, False)
    """
    return any(word in text.casefold() for word in _ENTRANCES)
