"""Ordered answer scales in words, English and Chinese, lowest answer first.

Each ladder is a family and its rungs; a rung lists the words that mean the
same. Words are compared in lower case, without spaces at the ends and without
closing punctuation.
"""

from itertools import product

Ladder = tuple[str, tuple[frozenset[str], ...]]

NOT_APPLICABLE = frozenset(
    [
        "n/a",
        "na",
        "n.a.",
        "n.a",
        "not applicable",
        "does not apply",
        "doesn't apply",
        "not used",
        "never used",
        "have not used",
        "haven't used",
        "did not use",
        "not relevant",
        "不适用",
        "不適用",
        "无此项",
        "无关",
        "未使用",
        "未使用过",
        "没用过",
        "没有用过",
        "没使用过",
        "从未使用",
        "沒用過",
        "沒有使用",
    ]
)
DONT_KNOW = frozenset(
    [
        "don't know",
        "dont know",
        "do not know",
        "dk",
        "not sure",
        "unsure",
        "i don't know",
        "can't say",
        "cannot say",
        "no opinion",
        "don't remember",
        "no answer",
        "prefer not to say",
        "prefer not to answer",
        "rather not say",
        "不知道",
        "不清楚",
        "说不清",
        "说不清楚",
        "不好说",
        "难说",
        "无法评价",
        "无法判断",
        "不愿回答",
        "不便回答",
        "拒绝回答",
        "說不清",
        "不便透露",
        "没有意见",
        "无意见",
    ]
)
BLANK = frozenset(
    [
        "",
        "-",
        "--",
        "---",
        "–",
        "—",
        "/",
        "\\",
        ".",
        "nil",
        "none",
        "null",
        "nan",
        "#n/a",
        "(空)",
        "(跳过)",
        "空",
        "跳过",
        "无",
        "無",
        "没有",
        "沒有",
        "暂无",
        "暫無",
        "n/a",
        "na",
        "无。",
        "没有。",
        "没",
        "无意见",
        "没有意见",
        "no comment",
        "no comments",
        "nothing",
        "没有了",
        "暂时没有",
        "目前没有",
    ]
)

_NEUTRAL_EN = (
    "neutral",
    "neither",
    "so-so",
    "so so",
    "undecided",
    "indifferent",
    "average",
    "mixed",
)
_NEUTRAL_ZH = (
    "一般",
    "中立",
    "普通",
    "无所谓",
    "中等",
    "尚可",
    "還可以",
    "还可以",
    "还行",
    "一般般",
)
_STRONG_EN = ("strongly", "very", "extremely", "totally", "completely", "highly", "definitely")
_WEAK_EN = ("somewhat", "slightly", "fairly", "rather", "moderately", "mildly", "a little", "quite")
_STRONG_ZH = ("非常", "很", "十分", "完全", "极其", "极", "特别", "相当")
_WEAK_ZH = ("比较", "较", "较为", "有点", "有些", "基本", "比較", "較", "有點", "不太", "略")


def _bipolar(
    family: str, high: tuple[str, ...], low: tuple[str, ...], chinese: bool = False
) -> list[Ladder]:
    """Return the ladders of 5, 7 and 2 x 2 rungs between two opposite words."""
    strong, weak = (_STRONG_ZH, _WEAK_ZH) if chinese else (_STRONG_EN, _WEAK_EN)
    gap = "" if chinese else " "

    def said(adverbs: tuple[str, ...], words: tuple[str, ...]) -> set[str]:
        return {f"{adverb}{gap}{word}" for adverb, word in product(adverbs, words)}

    top, bottom = said(strong, high), said(strong, low)
    if chinese:
        top, bottom = top - {f"不太{word}" for word in high}, bottom | {f"根本{w}" for w in low}
        somewhat = said(tuple(a for a in weak if a != "不太"), high)
        hardly = said(tuple(a for a in weak if a != "不太"), low) | {
            f"{adverb}{word}" for adverb, word in product(("不太", "不大", "不怎么", "不很"), high)
        }
        middle = set(_NEUTRAL_ZH) | {"不确定"}
    else:
        bottom |= {f"not at all {word}" for word in high}
        somewhat, hardly = said(weak, high), said(weak, low) | {f"not very {w}" for w in high}
        middle = set(_NEUTRAL_EN)
        middle |= {f"neither {one} nor {two}" for one, two in product(high, low)}
        middle |= {f"neither {two} nor {one}" for one, two in product(high, low)}
    good, bad = set(high), set(low)
    five = (bottom, bad | hardly, middle, good | somewhat, top)
    seven = (bottom, bad, hardly, middle, somewhat, good, top)
    ladders = [five, seven]
    if chinese:  # 比较满意 below 满意, with or without 非常满意 above
        ladders = [
            five,
            (bottom, bad | hardly, middle, somewhat, good | top),
            (bottom, bad | hardly, middle, somewhat, good, top),
            seven,
        ]
    return [(family, tuple(map(frozenset, rungs))) for rungs in ladders]


def _unipolar(family: str, word: str, opposite: tuple[str, ...] = ()) -> list[Ladder]:
    """Return the ladders from "not at all" upwards of one English word."""
    none = {f"not at all {word}", f"not {word}", f"not {word} at all", "not at all", *opposite}
    slight = {f"slightly {word}", f"a little {word}", f"not very {word}", "slightly", "a little"}
    some = {f"moderately {word}", f"somewhat {word}", f"fairly {word}", f"quite {word}",
            "moderately", "somewhat"}  # fmt: skip
    very, most = {f"very {word}", "very"}, {f"extremely {word}", f"completely {word}", "extremely"}
    ladders = [
        (none, slight, some, very, most),
        (none, slight, some, {word}, very | most),
        (none, slight, some, very | most),
        (none, slight, {"neutral"}, some, very | most),
        (none, slight | some, very | most),
    ]
    return [(family, tuple(map(frozenset, rungs))) for rungs in ladders]


def _listed(family: str, *rungs: str) -> Ladder:
    """Return one ladder from rungs whose words are separated by |."""
    return family, tuple(frozenset(rung.split("|")) for rung in rungs)


LADDERS: tuple[Ladder, ...] = (
    *_bipolar("agree", ("agree",), ("disagree",)),
    *_bipolar("satisfied", ("satisfied",), ("dissatisfied", "unsatisfied", "not satisfied")),
    *_bipolar("satisfied", ("happy", "pleased"), ("unhappy", "displeased")),
    *_bipolar("satisfied", ("comfortable",), ("uncomfortable",)),
    *_bipolar("satisfied", ("convenient",), ("inconvenient",)),
    *_bipolar("satisfied", ("easy",), ("difficult", "hard")),
    *_bipolar("satisfied", ("good",), ("bad", "poor")),
    *_bipolar("likely", ("likely",), ("unlikely",)),
    *_bipolar("important", ("important",), ("unimportant", "not important")),
    *_unipolar("important", "important", ("unimportant",)),
    *_unipolar("satisfied", "satisfied"),
    *_unipolar("satisfied", "helpful", ("unhelpful",)),
    *_unipolar("satisfied", "useful", ("useless",)),
    *_unipolar("confident", "confident"),
    *_unipolar("likely", "likely"),
    _listed("important", "not a priority", "low priority", "medium priority|moderate priority",
            "high priority", "essential|very high priority|top priority"),
    _listed("important", "not needed|do not need|don't need", "nice to have", "needed|need",
            "essential|very much needed"),
    _listed("important", "not important", "neutral", "important", "very important"),
    _listed("satisfied", "very poor|terrible|very bad|awful", "poor|bad",
            "fair|average|ok|okay|acceptable|neutral|adequate", "good",
            "very good|excellent|great"),
    _listed("satisfied", "poor", "fair", "good", "very good", "excellent"),
    _listed("satisfied", "below expectations", "met expectations|meets expectations",
            "above expectations|exceeded expectations"),
    _listed("frequency", "never", "rarely|seldom|hardly ever|almost never|occasionally",
            "sometimes|occasionally", "often|frequently|usually|regularly",
            "always|very often|almost always|every day|daily"),
    *_bipolar("agree", ("同意", "赞同", "认同"), ("不同意", "不赞同", "不认同", "反对"), True),
    *_bipolar("agree", ("符合",), ("不符合",), True),
    *_bipolar("satisfied", ("满意", "滿意"), ("不满意", "不滿意"), True),
    *_bipolar("important", ("重要",), ("不重要",), True),
    *_bipolar("important", ("需要",), ("不需要",), True),
    *_bipolar("important", ("必要",), ("不必要", "没必要", "没有必要"), True),
    *_bipolar("satisfied", ("方便", "便利"), ("不方便", "不便", "不便利"), True),
    *_bipolar("satisfied", ("舒适", "舒服"), ("不舒适", "不舒服"), True),
    *_bipolar("satisfied", ("喜欢",), ("不喜欢",), True),
    *_bipolar("satisfied", ("好", "良好"), ("差", "不好"), True),
    *_bipolar("likely", ("愿意", "可能"), ("不愿意", "不可能"), True),
    *_bipolar("frequency", ("了解", "熟悉"), ("不了解", "不熟悉"), True),
    _listed("satisfied", "很差|非常差|极差", "差|较差|不好", "一般|中|中等|尚可|合格|及格",
            "好|较好|良好|良", "很好|非常好|优秀|优"),
    _listed("satisfied", "差|不满意", "中|一般|基本满意", "良|良好|满意", "优|优秀|非常满意"),
    _listed("frequency", "从不|从来不|从未|没有过|從不", "很少|偶尔|几乎不|較少",
    "有时|偶尔|有时候",
            "经常|常常|时常|經常", "总是|一直|每天|总会|總是"),
)  # fmt: skip
