"""Signs by which a column shows what it is: words of its header and shapes of its cells."""

import re

import pandas as pd

from surveys import scales
from surveys.need_words import SIMPLE

EMAIL = r"[A-Za-z0-9_.+%-]+\s?[@＠]\s?[A-Za-z0-9-]+(?:\s?\.\s?[A-Za-z0-9-]+)+"
LONG_NUMBER = r"(?<![\d.])\d{4}(?:[ -]\d{4}){2,4}(?:[ -]\d{1,3})?(?!\d)|(?<![\d.])\d{7,}[Xx]?(?!\d)"
PHONE = (
    r"(?<![\d.])(?:(?:\+|00\s?)\d{1,3}[\s.-]?(?:\(?\d{1,4}\)?[\s.-]?){1,5}\d{2,4}"
    r"|[(（]?0\d{2,4}[)）]?[\s.-]?\d{3,4}[\s.-]?\d{3,4}"
    r"|\(\d{3}\)[\s.-]?\d{3}[\s.-]?\d{4}|\d{3}[\s.-]\d{3}[\s.-]\d{4}"
    r"|0\d{2,4}(?:[\s.-]\d{2,4}){2,4}|0\d(?:[\s.-]\d{2}){4}"
    r"|1[3-9]\d[\s.-]?\d{4}[\s.-]?\d{4})(?!\d)"
)
_ACCOUNT = (
    r"(?:(?<=qq)|(?<=QQ)|(?<=微信)|(?<=微信号)|(?<=[Ww]e[Cc]hat)|(?<=[Vv][Xx]))"
    r"[\s:：号是为]*(?=[A-Za-z_-]*\d)[A-Za-z0-9_-]{5,}"
)
_NAMED_NUMBER = (
    r"(?:(?<=电话)|(?<=手机)|(?<=手机号)|(?<=電話)|(?<=学号)|(?<=[Tt]el)|(?<=[Pp]hone)|(?<=[Ee]xt))"
    r"[\s:：.是为号码#]*\d[\d -]{4,}\d"
)
PERSONAL_TEXT = re.compile(f"{EMAIL}|{PHONE}|{_ACCOUNT}|{_NAMED_NUMBER}|{LONG_NUMBER}")
_PERSONAL_CELL = re.compile(
    rf"\s*(?:{EMAIL}|{PHONE}|{LONG_NUMBER}|[A-Za-z]{{1,3}}\d{{6,}}"
    r"|\d+\.\d+\.\d+\.\d+(?:\s?\(.*\))?)\s*"
)
_PERSONAL_HEADER = re.compile(
    r"^(?:your |full |first |last |sur|family |given |recipient ?(?:first|last) ?|student "
    r"|respondent )?name\b"
    r"|^(?:recipient)?(?:first|last) ?name$|\be-?mails?\b|emailaddress|recipientemail"
    r"|\b(?:tele)?phone (?:number|no)"
    r"|^(?:tele|cell |mobile )?phone$|\bmobile\b|student ?(?:id|number|no\b)|matriculation"
    r"|\bid (?:card|number)"
    r"|(?:participant|respondent|response|user|staff|card|barcode|collector)[ _-]?(?:id|no\b"
    r"|number)|\bip[ -]?addres|^ip$|ipaddress"
    r"|externaldatareference|external ?reference|location(?:latitude|longitude)"
    r"|\bpostal address|\bhome address|wechat|\bqq\b"
    r"|username|net ?id\b|\bbanner(?: ?id| number)?$|昵称|用户id|openid"
    r"|姓名|^名[称稱]$|名字|学号|學號|工号|证件|身份证|手机|电话|電話|邮箱|郵箱"
    r"|邮件地址|电子邮件|微信|来自ip|ip地址|读者证|借书证"
    r"|住址|联系方式",
    re.IGNORECASE,
)
_TIME_HEADER = re.compile(
    r"^timestamp$|^(?:start|end|finish|completion|submi\w+|recorded) ?(?:date|time)"
    r"|date ?(?:submitted|completed|started)"
    r"|^date$|^time$|submitdate|startdate|datestamp|last action|时间戳|提交.*时间|开始时间"
    r"|完成时间|填写时间|答题时间"
    r"|提交时间|填答时间|日期$",
    re.IGNORECASE,
)
_RECORD_HEADER = re.compile(
    r"^(?:progress|finished|duration.*|userlanguage|user language|distributionchannel"
    r"|responseset|language|seed|startlanguage|lastpage|last page"
    r"|locationaccuracy|channel|response ?type|total ?score|#|respondent|participant|subject"
    r"|case|no\.?|id|index|row|record|mean|average|avg|total|sum|平均分?|均值|合计|序号|编号"
    r"|所用时间|来源|来源详情|总分|得分|答题时长|用时|时长|ip归属地|地理位置.*|自定义字段|用户类型"
    r"|最[后後]一?[页頁]|(?:起始|开始)语言|(?:随机)?种子|letzte seite|start-sprache"
    r"|zufallsstartwert"
    r"|(?:智能)?清洗数据.*|ua|referr?er)$",
    re.IGNORECASE,
)
_PROFILE_HEADER = re.compile(
    r"\bgender\b|\bsex\b|\bage\b|\byear\b|year (?:are|of|group)|\bgrade\b|faculty|school"
    r"|college|department|discipline|field of"
    r"|\bmajor\b|programme|program of|status\b|\brole\b|user group|which library|library name"
    r"|level of study|degree|are you (?:a|an|in)\b|how often|how long|how many"
    r"|性别|年龄|年级|学院|院系|系所|专业|学历|身份|身分|校区|学科|职称|学生类型|读者类型|频率|多久"
    r"|多长|几次|常去",
    re.IGNORECASE,
)
_TEXT_HEADER = re.compile(
    r"comment|anything else|suggest|feedback|please (?:specify|explain|describe|tell)"
    r"|tell us|can you tell"
    r"|other \(|in your own words|why\b"
    r"|what (?:else|other|would|could|is one)|improve|any (?:other|further)|意见|建议|请说明"
    r"|请填写|请注明"
    r"|其他.*说明|为什么|原因|想说|留言|开放题|补充",
    re.IGNORECASE,
)
_COMMENT_HEADER = re.compile(
    r"(?:(?:any|other|further|additional|general|your|open|final|free)[ -]+)*"
    r"(?:comments?|suggestions?|feedback|remarks?)"
    r"(?: ?(?:or|and|&|/) ?(?:comments?|suggestions?|feedback))?"
    r"|(?:其他|其它|宝贵|您的|补充)*(?:意见|建议|留言|备注)(?:[和与或及、/]?(?:意见|建议))?",
    re.IGNORECASE,
)
_YES, _NO = {"yes", "y", "true", "1", "是", "有", "√", "✓", "✔", "x", "选中", "已选", "checked",
"selected"}, {
    "no", "n", "false", "0", "否", "没有", "未选", "未选中", "不是", "unchecked", "not selected",
    "无"}  # fmt: skip
_DATE = re.compile(
    r"\d{1,4}[-/.年]\d{1,2}[-/.月]\d{1,4}|\d{1,2}[ -][A-Za-z]{3,9}[ -,]+\d{2,4}"
    r"|[A-Za-z]{3,9} \d{1,2},? \d{4}"
)
_TOTAL = re.compile(
    r"total|sum|mean|average|count|grand total|averages?|n ?=.*|合计|总计|平均值?|均值|小计"
    r"|总和|平均分|本题平均分",
    re.IGNORECASE,
)
_LAST = 4  # totals stand at the end
_STATE_HEADER = re.compile(r"status|response ?type|antworttyp|状态|答卷状态", re.IGNORECASE)
_STATE = re.compile(
    r"(?:in)?complete[d]?|partial(?:ly complete)?|disqualified|ip ?-?adress|ip ?address|imported"
    r"|(?:un)?submitted|saved|started|in progress|(?:un)?finished|(?:in)?valid|closed|approved"
    r"|offline.*|synthetic|ip-adresse|ip 地址|ip地址|(?:已|未)?完成|(?:已|未)提交|正常|有效|无效"
    r"|进行中",
    re.IGNORECASE,
)
_TRIAL = re.compile(
    r"(?:offline )?(?:survey )?(?:preview|test)|spam|预览|测试|测试答卷", re.IGNORECASE
)


def totals(answers: pd.DataFrame) -> pd.Series:
    """Mark rows at the end whose first filled cell says total."""
    marks = pd.Series(False, index=answers.index)
    for row in reversed(answers.index[-_LAST:]):
        filled = [cell.strip() for cell in answers.loc[row] if cell.strip()]
        if not filled or not _TOTAL.fullmatch(filled[0].rstrip(" :：")) or answers.shape[1] < 2:
            break
        marks[row] = True
    return marks


def trials(answers: pd.DataFrame, headers: pd.Series) -> pd.Series:
    """Mark rows whose state says that they are a preview, a test or spam.

    Parameters
    ----------
    answers
        Cells, columns by position.
    headers
        Header of each column, by position.
    """
    states = [place for place in answers if _STATE_HEADER.fullmatch(headers[place].strip())]
    marks = pd.Series(False, index=answers.index)
    for place in states:
        marks |= answers[place].str.strip().str.fullmatch(_TRIAL)
    return marks


def states(header: str, said: pd.Series) -> bool:
    """Return whether a column tells how far an answer sheet got, not who its writer is.

    Examples
    --------
    >>> states("Status", pd.Series(["Complete", "Partial"])), states("Status", pd.Series(["Staff"]))
    (True, False)
    """
    told = said.str.strip()
    known = told.str.fullmatch(_STATE) | told.str.fullmatch(_TRIAL)
    return bool(_STATE_HEADER.fullmatch(_bare(header))) and bool(known.mean() > 0.5)


def personal_header(header: str) -> bool:
    """Return whether a header asks who the person is.

    Examples
    --------
    >>> [personal_header(text) for text in ("E-mail", "2、您的学号", "Library Name", "Name")]
    [True, True, False, True]
    """
    return bool(_PERSONAL_HEADER.search(_bare(header).translate(SIMPLE)))


def personal_cells(said: pd.Series) -> bool:
    """Return whether most answers are e-mail addresses, phone or long numbers."""
    return bool(len(said)) and said.str.fullmatch(_PERSONAL_CELL).mean() > 0.5


def time_header(header: str) -> bool:
    """Return whether a header names the moment of answering."""
    return bool(_TIME_HEADER.search(_bare(header).translate(SIMPLE)))


def dates(said: pd.Series) -> bool:
    """Return whether most answers are dates."""
    return bool(len(said)) and said.str.match(_DATE).mean() > 0.8


def record_header(header: str) -> bool:
    """Return whether a header is the survey tool's own book-keeping."""
    return bool(_RECORD_HEADER.search(_bare(header).translate(SIMPLE)))


def profile_header(header: str) -> bool:
    """Return whether a header asks what kind of user the person is."""
    return bool(_PROFILE_HEADER.search(header.translate(SIMPLE)))


def text_header(header: str) -> bool:
    """Return whether a header asks for an answer in own words."""
    return bool(_TEXT_HEADER.search(header.translate(SIMPLE)))


def comment_header(header: str) -> bool:
    """Return whether a header is nothing but a word for comments.

    Examples
    --------
    >>> [comment_header(text) for text in ("Any other comments?", "6、意见或建议", "Comment rate")]
    [True, True, False]
    """
    return bool(_COMMENT_HEADER.fullmatch(_bare(header).translate(SIMPLE)))


def ticked(answer: str, option: str) -> bool | None:
    """Return whether a cell of an option column says chosen; None where it says nothing.

    Examples
    --------
    >>> ticked("Wi-Fi", "Wi-Fi"), ticked("0", "Wi-Fi"), ticked("是", ""), ticked("No", "Fun - No")
    (True, False, True, True)
    """
    word, name = scales.plain(answer), scales.plain(option)
    if word and name.endswith(word):
        return True
    if word in _YES or word in _NO:
        return word in _YES
    return None if scales.is_blank(answer) else bool(name) or None


def yes_no(said: pd.Series) -> bool:
    """Return whether all answers are yes, no, or say that they are neither."""
    words = {scales.plain(answer) for answer in said.unique()}
    words -= {word for word in words if scales.kind_of_gap(word) and word not in _NO}
    return bool(words) and words <= _YES | _NO and words != {"0", "1"} - {"0"}


def _bare(header: str) -> str:
    """Return a header without the number or code of its question."""
    return re.sub(r"^\s*(?:Q?\d+[\s.、．):：_-]+)?(?:您的|你的|请输入|请填写)?", "", header).strip(
        " :：?？*"
    )
