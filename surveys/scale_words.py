"""Ordered answer scales in words, English and Chinese, lowest answer first.

Each ladder is a family and its rungs; a rung lists the words that mean the
same. Words are compared in lower case, without spaces at the ends and without
closing punctuation.
"""

from collections.abc import Iterable
from itertools import product

from surveys import need_words
from surveys.gap_words import words

SIMPLE = dict(need_words.SIMPLE) | str.maketrans(
    "謂滿沒無頻經較從總願瞭解極難應該際認讚贊確適關暫過記優說樓層準憶圍談質壞見時還親價幾舉喜歡賴這樣為髒亂",
    "谓满没无频经较从总愿了解极难应该际认赞赞确适关暂过记优说楼层准忆围谈质坏见时还亲价几举喜欢赖这样为脏乱",
)  # traditional answers are compared in simplified letters

Ladder = tuple[str, tuple[frozenset[str], ...]]


_NEUTRAL_EN = words(
    "neutral|neither|so-so|so so|undecided|indifferent|average|mixed|ok|okay|neither nor",
    "no feelings|no strong feelings|no strong opinion|neutral / no opinion|neutral/no opinion",
    "in between",
)
_NEUTRAL_ZH = words(
    "一般|中立|普通|无所谓|中等|尚可|还可以|还行|一般般|不确定|中立意见|没感觉|无感|一半一半",
    "中性|适中|两者之间|既不同意也不反对|既不满意也不不满意|不好不坏|说不上",
)
_STRONG_EN = words(
    "strongly|very|extremely|totally|completely|highly|definitely|absolutely|entirely|fully",
    "really|exceptionally",
)
_LESS_EN = ("moderately", "mostly", "generally", "quite", "rather", "fairly", "tend to")
_WEAK_EN = ("somewhat", "slightly", "mildly", "a little", "a bit", "partly", "partially",
            "to some extent", *_LESS_EN)  # fmt: skip
_STRONG_ZH = words(
    "非常|很|十分|完全|极其|极为|极度|极|特别|相当|强烈|绝对|最|超级|超",
)
_WEAK_ZH = words(
    "比较|较|较为|有点|有些|基本|基本上|略|稍微|稍|略微|部分|大致",
)
_HARDLY_ZH = ("不太", "不大", "不怎么", "不很", "不是很", "不够")
_NOT_AT_ALL_ZH = ("根本", "毫", "一点也", "一点都", "完全")


def _adverbs(adverbs: Iterable[str], words: Iterable[str]) -> set[str]:
    """Return words with an adverb before and after: "strongly agree", "agree strongly"."""
    both = [(f"{adverb} {word}", f"{word} {adverb}") for adverb, word in product(adverbs, words)]
    return {said for pair in both for said in pair}


def _bipolar(family: str, high: tuple[str, ...], low: tuple[str, ...]) -> list[Ladder]:
    """Return the ladders of 5, 7, 4 and 3 rungs between two opposite English words."""
    top, bottom = _adverbs(_STRONG_EN, high), _adverbs(_STRONG_EN, low)
    bottom |= {f"not at all {word}" for word in high}
    somewhat = _adverbs(_WEAK_EN, high)
    hardly = _adverbs(_WEAK_EN, low) | {f"not very {word}" for word in high}
    middle = set(_NEUTRAL_EN)
    for one, two in product((*high, *low), repeat=2):
        middle |= {f"neither {one} {nor} {two}" for nor in ("nor", "or")}
    good, bad = set(high), set(low)
    most = {step: _adverbs(_LESS_EN, words) for step, words in ((2, low), (6, high))}
    return _rungs(
        family,
        (bottom, bad | hardly, middle, good | somewhat, top),
        (bottom, bad, hardly, middle, somewhat, good, top),
        (bottom, bad | most[2], hardly - most[2], middle, somewhat - most[6], good | most[6], top),
        (bottom, bad | hardly, good | somewhat, top),
        (bad | bottom | hardly, middle, good | somewhat, top),
        (bad | bottom | hardly, somewhat, good, top),
        (bad | bottom | hardly, middle, good | somewhat | top),
    )


def _chinese(family: str, *high: str, low: tuple[str, ...] = ()) -> list[Ladder]:
    """Return the ladders of 5, 6, 7, 4 and 3 rungs of a Chinese word and 不 before it."""
    bad = {f"不{word}" for word in high} | set(low)

    def said(adverbs: Iterable[str], words: Iterable[str]) -> set[str]:
        return {f"{adverb}{word}" for adverb, word in product(adverbs, words)}

    top, bottom = said(_STRONG_ZH, high), said((*_STRONG_ZH, *_NOT_AT_ALL_ZH), bad)
    somewhat, good = said(_WEAK_ZH, high), set(high)
    hardly = said(_WEAK_ZH, bad) | said(_HARDLY_ZH, high)
    middle = set(_NEUTRAL_ZH) | said(("一般", "中等"), high)
    return _rungs(
        family,
        (bottom, bad | hardly, middle, good | somewhat, top),
        (bottom, bad | hardly, middle, somewhat, good | top),  # 比较满意 below 满意
        (bottom, bad | hardly, middle, somewhat, good, top),
        (bottom, bad, hardly, middle, somewhat, good, top),
        (bottom, bad | hardly, good | somewhat, top),
        (bad | bottom | hardly, middle, good | somewhat, top),
        (bad | bottom | hardly, somewhat, good, top),
        (bad | bottom | hardly, middle, good | somewhat | top),
    )


def _rungs(family: str, *ladders: tuple[set[str], ...]) -> list[Ladder]:
    return [(family, tuple(map(frozenset, rungs))) for rungs in ladders]


def _unipolar(family: str, word: str, opposite: tuple[str, ...] = ()) -> list[Ladder]:
    """Return the ladders from "not at all" upwards of one English word."""
    none = {f"not at all {word}", f"not {word}", f"not {word} at all", "not at all", *opposite}
    slight = {f"slightly {word}", f"a little {word}", f"not very {word}", "slightly", "a little"}
    some = {f"moderately {word}", f"somewhat {word}", f"fairly {word}", f"quite {word}",
            "moderately", "somewhat"}  # fmt: skip
    very, most = {f"very {word}", "very"}, {f"extremely {word}", f"completely {word}", "extremely"}
    return _rungs(
        family,
        (none, slight, some, very, most),
        (none, slight, some, {word}, very | most),
        (none, slight | some, {word}, very, most),
        (none, slight, some, very | most),
        (none, slight, {"neutral"}, some, very | most),
        (none, slight | some, very | most),
    )


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
    *_bipolar("satisfied", ("positive",), ("negative",)),
    *_bipolar("satisfied", ("adequate", "sufficient"), ("inadequate", "insufficient")),
    *_bipolar("likely", ("likely",), ("unlikely", "not likely")),
    *_bipolar("likely", ("probably", "willing"), ("probably not", "unwilling")),
    *_unipolar("important", "important", ("unimportant", "of no importance")),
    *_bipolar("important", ("important",), ("unimportant", "not important")),
    *_bipolar("important", ("necessary",), ("unnecessary", "not necessary")),
    *_unipolar("satisfied", "satisfied"),
    *_unipolar("satisfied", "helpful", ("unhelpful",)),
    *_unipolar("satisfied", "useful", ("useless",)),
    *_unipolar("satisfied", "comfortable"),
    *_unipolar("confident", "confident"),
    *_unipolar("confident", "familiar", ("unfamiliar",)),
    *_unipolar("likely", "likely"),
    *_unipolar("frequency", "interested", ("uninterested",)),
    _listed("important", "not a priority|no priority", "low priority",
            "medium priority|moderate priority", "high priority",
            "essential|very high priority|top priority"),
    _listed("important", "not needed|do not need|don't need", "nice to have", "needed|need",
            "essential|very much needed"),
    _listed("important", "not important|unimportant", "somewhat important|slightly important",
            "important", "very important", "extremely important|essential|critical"),
    _listed("important", "not important|not important at all|unimportant|no importance",
            "of little importance|little importance|less important|of low importance",
            "of average importance|moderately important|average importance|neutral"
            "|of moderate importance",
            "very important|important|of great importance|great importance",
            "absolutely essential|essential|extremely important|of very great importance"),
    _listed("important", "unimportant|not important", "of little importance|less important",
            "moderately important|neutral|of average importance", "important",
            "very important|essential|extremely important"),
    _listed("important", "low importance|low priority", "medium importance|medium priority",
            "high importance|high priority"),
    _listed("satisfied", "very poor|terrible|very bad|awful|unacceptable|extremely poor",
            "poor|bad", "fair|average|ok|okay|acceptable|neutral|adequate|satisfactory", "good",
            "very good|excellent|great|outstanding"),
    _listed("satisfied", "poor", "fair", "good", "very good", "excellent"),
    _listed("satisfied", "very poor", "poor", "fair|average", "good", "very good", "excellent"),
    _listed("satisfied", "poor", "fair|average|ok", "good", "excellent|very good"),
    _listed("satisfied", "far below average|well below average|much below average",
            "below average", "average", "above average",
            "far above average|well above average|much above average"),
    _listed("satisfied", "far below expectations|well below expectations", "below expectations",
            "met expectations|meets expectations", "above expectations|exceeded expectations",
            "far above expectations|far exceeded expectations|well above expectations"),
    _listed("satisfied", "below expectations", "met expectations|meets expectations",
            "above expectations|exceeded expectations"),
    _listed("satisfied", "much worse", "somewhat worse|worse|slightly worse",
            "about the same|the same|same|no change", "somewhat better|better|slightly better",
            "much better"),
    _listed("satisfied", "very low", "low", "medium|moderate|average|neutral", "high", "very high"),
    _listed("satisfied", "low", "medium|moderate", "high"),
    _listed("satisfied", "not at all", "a little|slightly|to a small extent|very little",
            "somewhat|to some extent|moderately|to a moderate extent",
            "quite a bit|quite a lot|mostly|to a large extent|a lot|very",
            "very much|completely|a great deal|fully|extremely|to a very large extent"),
    _listed("satisfied", "😡|😠|🤬|😢|😭|👎👎", "🙁|☹|😟|😞|😕|👎", "😐|😶|😑", "🙂|😊|👍",
            "😀|😄|😃|😁|😍|🤩|👍👍"),
    _listed("frequency", "never",
            "rarely|seldom|hardly ever|almost never|occasionally|very rarely|once in a while",
            "sometimes|occasionally|about half the time",
            "often|frequently|usually|regularly|most of the time|very often",
            "always|very often|almost always|every day|daily|all the time|very frequently"),
    _listed("frequency", "never|almost never", "rarely|seldom", "sometimes|occasionally",
            "often|frequently", "always|almost always"),
    _listed("frequency", "never", "a few times a year|once a year|less than once a month|yearly"
            "|less than monthly|rarely|once or twice a year",
            "a few times a month|once a month|monthly|about once a month|1-3 times a month",
            "a few times a week|once a week|weekly|about once a week|several times a week"
            "|1-3 times a week", "daily|every day|almost every day|almost daily"),
    *_chinese("agree", "同意", "赞同", "认同", "赞成", low=("反对",)),
    *_chinese("agree", "符合"),
    *_chinese("satisfied", "满意"),
    *_chinese("important", "重要"),
    *_chinese("important", "需要"),
    *_chinese("important", "必要", low=("没必要", "没有必要")),
    *_chinese("important", "迫切", "急需", "看重", "重视", "关注"),
    *_chinese("satisfied", "方便", "便利", "便捷", low=("不便",)),
    *_chinese("satisfied", "舒适", "舒服"),
    *_chinese("satisfied", "安静", low=("吵", "吵闹", "嘈杂")),
    *_chinese("satisfied", "干净", "整洁", low=("脏", "脏乱")),
    *_chinese("satisfied", "充足", "充分", "足够", "够用", low=("不足", "不够", "缺乏", "紧张")),
    *_chinese("satisfied", "合理", "完善", "有用", "有效", "有帮助", low=("没用", "没有帮助")),
    *_chinese("satisfied", "喜欢"),
    *_chinese("satisfied", "容易", low=("困难", "难")),
    *_chinese("satisfied", "好", "良好", low=("差", "不好", "糟糕", "糟", "坏", "不佳")),
    *_chinese("likely", "愿意", "可能"),
    *_chinese("frequency", "了解", "熟悉"),
    *_chinese("frequency", "频繁", "经常"),
    _listed("satisfied", "很差|非常差|极差|糟糕", "差|较差|不好|比较差",
            "一般|中|中等|尚可|合格|及格", "好|较好|良好|良|比较好", "很好|非常好|优秀|优"),
    _listed("satisfied", "很差|非常差|不及格|不合格", "及格|合格|差|较差", "中等|一般|中",
            "良好|良|好", "优秀|优|很好"),
    _listed("satisfied", "差|不满意|不合格|不及格", "中|一般|基本满意|合格|及格", "良|良好|满意|好",
            "优|优秀|非常满意|很好"),
    _listed("satisfied", "很低|非常低", "低|较低|比较低", "中等|一般|中|适中", "高|较高|比较高",
            "很高|非常高"),
    _listed("satisfied", "低", "中|中等|一般", "高"),
    _listed("satisfied", "差得多|差很多|明显变差|远低于预期", "差一些|变差|略差|低于预期",
            "差不多|没有变化|不变|一样|符合预期", "好一些|变好|略好|高于预期|超出预期",
            "好得多|好很多|明显变好|远高于预期|远超预期"),
    _listed("frequency", "从不|从来不|从未|没有过|从没有|从来没有|几乎从不",
            "很少|偶尔|几乎不|较少|极少", "有时|偶尔|有时候|一般",
            "经常|常常|时常|较多|通常", "总是|一直|每天|总会|几乎每天|非常频繁|天天"),
    _listed("frequency", "从不|从来不|从未|没有过|从没有|从来没有|几乎不", "偶尔|很少",
            "有时|有时候", "经常|常常", "总是|一直|每天|几乎每天"),
    _listed("frequency", "从不|从未|从来不|几乎不",
            "每年几次|一年几次|每学期几次|每月不到一次|很少",
            "每月几次|每月一次|每月1-3次|一个月几次",
            "每周几次|每周一次|每周1-2次|一周几次|每周3-5次",
            "每天|几乎每天|每天都来"),
)  # fmt: skip
