"""Answers that have no place on a scale: not applicable, don't know, and nothing said.

Words are compared in lower case and simplified Chinese, without closing punctuation.
"""


def words(*lines: str) -> frozenset[str]:
    """Return the words of some lines, in which | parts them.

    Examples
    --------
    >>> sorted(words("a|b", "c"))
    ['a', 'b', 'c']
    """
    return frozenset("|".join(lines).split("|"))


SPREADSHEET_ERRORS = words(
    "#N/A|#DIV/0!|#REF!|#VALUE!|#NAME?|#NUM!|#NULL!|#SPILL!|#CALC!|#GETTING_DATA|#ERROR!"
)
NOT_APPLICABLE = words(
    "n/a|na|n.a.|n.a|n / a|not applicable|does not apply|doesn't apply|not applicable to me",
    "does not apply to me|not used|never used|never used it|i don't use this",
    "i do not use this|i don't use it|i do not use it|don't use|do not use|have not used",
    "haven't used|have not used it|haven't used it|did not use|didn't use|not relevant",
    "not relevant to me|no experience|not available|n/a - not used|never tried|不适用|不涉及",
    "无此项|无关|与我无关|不相关|未使用|未使用过|没用过|没有用过|没使用过|没有使用过|没使用",
    "从未使用|从未使用过|从没用过|未用过|未接触|未接触过|未体验|未体验过|没有体验过|没去过",
    "没有去过|未到过|本校没有|没有此项服务|无此服务|keine angabe möglich|trifft nicht zu",
    "sans objet|non applicable",
)
DONT_KNOW = words(
    "don't know|dont know|do not know|dk|d/k|not sure|unsure|i don't know|i do not know|idk",
    "i'm not sure|i am not sure|don't know / not sure|don't know/not sure|not sure/don't know",
    "can't say|cannot say|can't judge|cannot judge|unable to judge|unable to rate",
    "unable to say|cannot rate|can't rate|no opinion|no view|don't remember|can't remember",
    "no answer|prefer not to say|prefer not to answer|rather not say|refused|declined",
    "would rather not say|decline to answer|don't know/no opinion|no opinion/don't know",
    "don't know/no answer|don't know / no opinion|不知道|不知|不了解情况|不清楚|不太清楚",
    "不确定/不知道|不知道/不确定|说不清|说不清楚|不好说|难说|很难说|难以判断|难以评价",
    "无法评价|无法判断|无法回答|不愿回答|不便回答|不愿透露|不想回答|拒绝回答|拒答|不便透露",
    "没有意见|无意见|没意见|记不清了|记不清|不记得|weiß nicht|weiss nicht|keine angabe",
    "keine antwort|ne sait pas|ne sais pas",
)
BLANK = words(
    "",
    "-|--|---|----|–|—|——|－|_|__|/|//|\\|.|..|...|…|……|。|、|*|?|？|nil|none|none.|null|nan",
    "nothing|nope|no comment|no comments|no further comment|no further comments|none at all",
    "nothing to add|nothing else|no suggestion|no suggestions|not at the moment|n/a|na|n.a.",
    "n.a|n/a.|none so far|no remarks|no more|(空)|(跳过)|空|空白|跳过|未填|未填写|未作答",
    "未回答|无|没有|没|暂无|暂时没有|暂时无|目前没有|目前无|暂时没想到|没有了|没了|无意见",
    "无建议|没有意见|没有建议|没意见|没建议|暂无意见|暂无建议|暂时没有意见|暂时没有建议",
    "无其他|没有其他|无其他意见|无其他建议|没什么|没什么意见|没什么建议|没有什么建议",
    "没有什么意见|无无|无补充|没有补充|没啥|没啥意见|没啥建议|都没有|无特别意见|无特殊要求",
    "无要求|没有要求|keine|nichts|aucun|aucune|rien|ninguno|nada",
) | {error.lower() for error in SPREADSHEET_ERRORS}
