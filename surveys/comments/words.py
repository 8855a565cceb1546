"""Words of a comment in English, Chinese or both."""

import re
import unicodedata
import warnings
from functools import cache

import pandas as pd

from surveys.comments.scripts import SIMPLIFIED
from surveys.comments.stopwords import CHINESE, ENGLISH, LIBRARY, NOTHING
from surveys.need_match import patterns_of
from surveys.need_words import SIMPLE

HAN = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff]+")
LATIN = re.compile(r"[a-zß-öø-ÿ]+(?:['’-][a-zß-öø-ÿ]+)*")
PIECES = re.compile(rf"(?P<han>{HAN.pattern})|(?P<latin>{LATIN.pattern})")
MIXED = 0.2  # both languages have at least this share of the words
SPEAKS = 2.0  # weight of words from which a comment speaks of a need


def prepared(comments: pd.DataFrame) -> pd.DataFrame:
    """Return comments with their language, words and the needs they speak of.

    Parameters
    ----------
    comments
        One row per comment: ``respondent``, ``question``, ``text`` (str), as
        `surveys.answers.Answers.comments`.

    Returns
    -------
    The rows and columns as given, and ``language`` (str: zh, en, mixed, or ""
    where there are no letters of either), ``words`` (tuple of str, stop words
    left out), ``needs`` (tuple of need ids), ``kind`` (str): ``said``,
    ``one_word``, ``nothing`` (declines to answer, such as "none" or “无”), or
    ``wordless`` (emoji, digits, marks, stop words only).

    Examples
    --------
    >>> comments = pd.DataFrame({"text": ["More sockets, please!", "插座太少", "👍👍", "N/A"]})
    >>> prepared(comments)[["language", "kind"]].to_numpy().tolist()
    [['en', 'one_word'], ['zh', 'one_word'], ['', 'wordless'], ['en', 'nothing']]
    """
    texts = comments["text"].astype("str")
    cut = [words(text) for text in texts]
    return comments.assign(
        language=[language(text) for text in texts],
        words=pd.Series(cut, index=comments.index, dtype=object),
        needs=pd.Series([needs(text) for text in texts], index=comments.index, dtype=object),
        kind=[_kind(text, found) for text, found in zip(texts, cut, strict=True)],
    )


def language(text: str) -> str:
    """Return zh, en or mixed; "" where a text has letters of neither.

    A Chinese word is taken as two characters. Mixed: each language has at
    least a fifth of the words.

    Examples
    --------
    >>> language("图书馆太吵"), language("Too loud"), language("wifi 太慢"), language("👍 10")
    ('zh', 'en', 'mixed', '')
    """
    text = simple(text)
    chinese = sum(len(run) for run in HAN.findall(text)) / 2
    english = len(LATIN.findall(text))
    if not chinese and not english:
        return ""
    share = chinese / (chinese + english)
    return "en" if share < MIXED else "zh" if share > 1 - MIXED else "mixed"


def words(text: str) -> tuple[str, ...]:
    """Return the words that say what a text is about, in their order.

    Widths and case are levelled, English plurals cut (Harman 1991), Chinese cut by jieba
    into words of its dictionary (its guesses at unknown words glue neighbors together);
    stop words, digits, marks and emoji are left out.

    Examples
    --------
    >>> words("The Wi-Fi in study rooms is SLOW 😡")
    ('wifi', 'study', 'room', 'slow')
    >>> words("希望增加插座，ｗｉｆｉ太慢")
    ('插座', 'wifi', '太慢')
    """
    found: list[str] = []
    for piece in PIECES.finditer(simple(text)):
        if piece["han"]:
            found += [
                word for word in _cutter().lcut(piece["han"], HMM=False) if word not in CHINESE
            ]
        elif piece["latin"] not in _english_stops():
            word = singular(re.sub(r"['’]s$|['’-]", "", piece["latin"]))
            found += [word] if len(word) > 1 and word not in _english_stops() else []
    return tuple(found)


def needs(text: str) -> tuple[str, ...]:
    """Return the needs of the catalogue a text speaks of, whatever its language.

    Examples
    --------
    >>> needs("We need more power sockets"), needs("插座太少")
    (('power_sockets',), ('power_sockets',))
    """
    text = f"{simple(text)} ".translate(SIMPLE)
    weights: dict[str, float] = {}
    for need, pattern, weight in _patterns():
        if pattern.search(text):
            weights[need] = weights.get(need, 0.0) + weight
    return tuple(need for need, weight in weights.items() if weight >= SPEAKS)


def simple(text: str) -> str:
    """Return a text in lower case with full-width letters and compatibility forms levelled.

    Traditional Chinese characters become simplified ones.

    Examples
    --------
    >>> simple("ＷｉＦｉ 太慢，圖書館")
    'wifi 太慢,图书馆'
    """
    return unicodedata.normalize("NFKC", text).lower().translate(SIMPLIFIED)


def singular(word: str) -> str:
    """Return an English word without its plural ending (Harman 1991; -is stays too).

    Examples
    --------
    >>> [singular(word) for word in ("libraries", "seats", "thesis", "bus", "spaces")]
    ['library', 'seat', 'thesis', 'bus', 'space']
    """
    if len(word) <= 3:
        return word
    if word.endswith("ies") and not word.endswith(("eies", "aies")):
        return f"{word[:-3]}y"
    if word.endswith("es") and not word.endswith(("aes", "ees", "oes")):
        return word[:-1]
    if word.endswith("s") and not word.endswith(("us", "ss", "is")):
        return word[:-1]
    return word


def bare(text: str) -> str:
    """Return a text as `stopwords.NOTHING` writes it.

    Examples
    --------
    >>> bare(" No comments. ")
    'no_comments'
    """
    return re.sub(r"[\s。．.!！,，]+", "_", simple(text)).strip("_")


def _kind(text: str, found: tuple[str, ...]) -> str:
    if bare(text) in NOTHING:
        return "nothing"
    return ("wordless", "one_word")[len(found)] if len(found) < 2 else "said"


@cache
def _english_stops() -> frozenset[str]:
    from sklearn.feature_extraction.text import ENGLISH_STOP_WORDS

    return ENGLISH_STOP_WORDS | ENGLISH


@cache
def _patterns() -> list[tuple[str, re.Pattern[str], float]]:
    catalogue = pd.DataFrame(columns=["need", "en", "zh", "short_en", "short_zh"])
    return patterns_of(catalogue)


@cache
def _cutter() -> object:
    """Return jieba with the words of libraries.

    Its dictionary is read here, once a process: jieba's own start would write
    a cache into the shared temp folder and trust what it finds there.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # old escapes in its source
        import jieba
    cutter = jieba.Tokenizer()
    cutter.FREQ, cutter.total = cutter.gen_pfdict(cutter.get_dict_file())
    cutter.initialized = True
    for word in LIBRARY:
        cutter.add_word(word)
    return cutter
