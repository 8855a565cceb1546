"""Letters of every kind of export: found, also in short files and in a single late row."""

import pytest
from hypothesis import given, settings, strategies

from surveys.readers.tablefile import read_cells

SIMPLE = (
    "希望图书馆延长开放时间",
    "座位太少了经常找不到",
    "空调温度太低",
    "无线网络不稳定",
    "插座不够用",
    "环境安静很喜欢",
    "厕所有异味",
    "饮水机坏了很久",
    "期末占座严重",
)
TRADITIONAL = (
    "希望圖書館延長開放時間",
    "座位太少經常找不到",
    "冷氣溫度太低",
    "無線網路不穩定",
    "插座不夠用",
    "環境安靜很喜歡",
    "廁所有異味",
    "飲水機壞了很久",
    "期末佔座嚴重",
)
FRENCH = (
    "Les places sont toujours occupées",
    "Très bien, mais bruyant à l'étage",
    "Il fait trop froid l'été",
    "Où sont les casiers ?",
    "Accès limité après 18 h",
    "Ça manque de prises électriques",
)
CASES = [
    *((SIMPLE, one) for one in ("utf-8", "utf-8-sig", "utf-16", "gb18030")),
    *((SIMPLE, one) for one in ("utf-16-le", "utf-16-be")),
    *((TRADITIONAL, one) for one in ("utf-8", "utf-8-sig", "utf-16", "big5", "gb18030")),
    *((FRENCH, one) for one in ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252")),
]
IDS = [f"{texts[0][:2]}-{encoding}" for texts, encoding in CASES]


def comments(table):
    """Second column below the header."""
    return table.cells.iloc[1:, 1].tolist()


@pytest.mark.parametrize(("texts", "encoding"), CASES, ids=IDS)
@settings(deadline=None, max_examples=25)
@given(data=strategies.data())
def test_letters_of_a_file_are_found(texts, encoding, data):
    """Whatever people wrote, in whatever order, and however few."""
    said = data.draw(strategies.lists(strategies.sampled_from(texts), min_size=1, max_size=12))
    text = "id;comment\n" + "".join(f'{n};"{words}"\n' for n, words in enumerate(said))
    table = read_cells(text.encode(encoding), "答卷 导出.csv")
    assert comments(table) == said
    assert table.encoding == encoding


@pytest.mark.parametrize(("texts", "encoding"), CASES, ids=IDS)
def test_one_late_row_is_enough(texts, encoding):
    """Thousands of rows in plain letters, then one that is not."""
    rows = "".join(f"{n},more sockets please\n" for n in range(5000))
    text = f"id,comment\n{rows}5000,{texts[3].replace(',', '')}\n5001,fine\n"
    table = read_cells(text.encode(encoding), "late.csv")
    assert comments(table)[5000] == texts[3].replace(",", "")


@pytest.mark.parametrize(
    ("text", "encoding"),
    [("a,b\n1,是\n", "gb18030"), ("a,b\n1,否\n", "big5"), ("a,b\n1,café\n", "cp1252")],
    ids=["gb", "big5", "western"],
)
def test_chosen_encoding_is_used(text, encoding):
    """Short files may be read wrongly; then the reader says what they are."""
    assert comments(read_cells(text.encode(encoding), "a.csv", encoding=encoding)) == [
        text.split(",")[-1].strip()
    ]
