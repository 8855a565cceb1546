"""Names of floors: "2", "2F", "Level 2", "second floor" and "二层" are one floor."""

import re
import unicodedata

_ORDINALS = dict(
    zip(
        ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth"),
        range(1, 10),
        strict=True,
    )
)
_HAN = {letter: number for number, letter in enumerate("零一二三四五六七八九")}
_HAN_NUMBER = "[一二三四五六七八九十]{1,3}"
_GROUND = re.compile(
    r"(gf|g|0f?|00|ground( ?(floor|level))?|地面层|底层|erdgeschoss|eg|rdc|level ?0|floor ?0)"
)
_BELOW = re.compile(
    r"(?:b|lg|basement|地下|负|-)[ _-]?(?P<n>\d{1,2}|"
    + _HAN_NUMBER
    + r")?[ _-]?(?:f|层|楼|floor|level)?"
)
_ABOVE = re.compile(
    r"(?:floor|level|storey|story|fl|lvl|f|l|第)?[ _.-]?(?P<n>\d{1,2}(?:\.0+)?|"
    + _HAN_NUMBER
    + r")[ _.-]?(?:st|nd|rd|th)?[ _.-]?(?:f|fl|floor|level|storey|层|楼)?"
)
_IN_FILE_NAME = (
    r"地下[ _-]?(?:\d{1,2}|" + _HAN_NUMBER + r")?[ _-]?[层楼]?",
    r"负[ _-]?(?:\d{1,2}|" + _HAN_NUMBER + r")[ _-]?[层楼]",
    r"第?(?:\d{1,2}|" + _HAN_NUMBER + r")[层楼]",
    r"首层|底层|地面层",
    r"(?<![a-z])(?:floor|level|storey|story|lvl)[ _.-]?(?:b?\d{1,2}|gf|g)(?![a-z0-9])",
    r"(?<![a-z0-9])\d{1,2}(?:st|nd|rd|th)?[ _.-]?(?:floor|level|fl|f)(?![a-z])",
    r"(?<![a-z])(?:" + "|".join(_ORDINALS) + r")[ _.-]?(?:floor|level)",
    r"(?<![a-z0-9])(?:f|l|b)\d{1,2}f?(?![a-z0-9])",
    r"(?<![a-z])(?:gf|ground(?:[ _.-]?(?:floor|level))?|basement)(?![a-z])",
)


def read_floor(word: object) -> tuple[str, int] | None:
    """Return the label and the order of a floor, None where the word names none.

    The ground floor of a British plan is "GF", 0; the first floor of a Chinese
    or American one "1F", 1; below ground "B1", -1.

    Examples
    --------
    >>> read_floor("Level 2"), read_floor("二层"), read_floor(3.0), read_floor("ground floor")
    (('2F', 2), ('2F', 2), ('3F', 3), ('GF', 0))
    >>> read_floor("地下一层"), read_floor("-1"), read_floor("mezzanine")
    (('B1', -1), ('B1', -1), None)
    """
    text = unicodedata.normalize("NFKC", str(word)).casefold().strip().replace("_", " ")
    if text in ("首层", "首楼"):
        return "1F", 1
    if _GROUND.fullmatch(re.sub(r"\.0+$", "", text)):
        return "GF", 0
    for ordinal, number in _ORDINALS.items():
        if re.fullmatch(rf"{ordinal}([ .-]?(floor|level))?", text):
            return f"{number}F", number
    if (below := _BELOW.fullmatch(re.sub(r"\.0+$", "", text))) and text != "-":
        number = _number(below["n"] or "1")
        return (f"B{number}", -number) if number else None
    if above := _ABOVE.fullmatch(text):
        number = _number(above["n"])
        return (f"{number}F", number) if number else ("GF", 0)
    return None


def floor_in_file_name(name: str) -> tuple[str, int] | None:
    """Return the floor a file's name speaks of, None if none.

    Examples
    --------
    >>> floor_in_file_name("library-floor-2.geojson"), floor_in_file_name("图书馆三层.geojson")
    (('2F', 2), ('3F', 3))
    >>> floor_in_file_name("house-gf.geojson"), floor_in_file_name("3号楼.geojson")
    (('GF', 0), None)
    """
    stem = unicodedata.normalize("NFKC", re.split(r"[/\\]", name)[-1]).casefold()
    stem = re.sub(r"\.(geo)?json$|\.csv$|\.xlsx?$|\.tsv$|\.gz$", "", stem)
    for pattern in _IN_FILE_NAME:
        for found in re.finditer(pattern, stem):
            floor = read_floor(re.sub(r"^第", "", found[0]))
            if floor:
                return floor
    return read_floor(stem) if len(stem) <= 4 else None


def _number(text: str) -> int:
    """Return a Chinese or Arabic numeral below 100 as a number."""
    if text[0].isdigit():
        return int(float(text))
    if "十" in text:
        tens, _, ones = text.partition("十")
        return 10 * _HAN.get(tens, 1) + _HAN.get(ones, 0)
    return _HAN.get(text, 0)
