"""Values and their words in one cell of a codebook, such as "1=bad; 2=good"."""

import re

_BEFORE = r"(?:^|(?<=[;；,，、|/\n\s(（{]))"
_VALUE = r"(-?[A-Za-z]{0,3}\d{1,5}|[A-Za-z])"
_EQUALS = re.compile(_BEFORE + _VALUE + r"(?:\.0)?\s*[=＝:：]\s*")
_DASHED = re.compile(_BEFORE + r"(-?\d{1,3})\s*(?:[-–—.、．)）]|\s)\s*(?=[^\d\s])")
_EDGES = " \t\r\n;；,，、|/(（){}）'\"“”"


def pairs_in(cell: str) -> dict[str, str]:
    """Return value -> words of a cell that lists them, {} where it does not.

    Examples
    --------
    >>> pairs_in("1=very dissatisfied; 2=dissatisfied, or worse")
    {'1': 'very dissatisfied', '2': 'dissatisfied, or worse'}
    >>> pairs_in("1-很不满意 2-不满意"), pairs_in("since 2020")
    ({'1': '很不满意', '2': '不满意'}, {})
    """
    cell = cell.strip()
    for pattern, fewest in ((_EQUALS, 1), (_DASHED, 2)):
        found = list(pattern.finditer(cell))
        if len(found) < fewest or (found and cell[: found[0].start()].strip(_EDGES)):
            continue
        ends = [one.start() for one in found[1:]] + [len(cell)]
        words = [cell[one.end() : end].strip(_EDGES) for one, end in zip(found, ends, strict=True)]
        if all(words) and len({one[1] for one in found}) == len(found):
            return {one[1]: said for one, said in zip(found, words, strict=True)}
    return {}
