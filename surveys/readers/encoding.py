"""Which encoding the letters of a file are in."""

import codecs
import re

from charset_normalizer import from_bytes

from surveys.readers.errors import BinaryFileError, EncodingUnreadableError
from surveys.readers.unpack import looks_binary

ENCODINGS = ("utf-8", "utf-16", "gb18030", "big5", "cp1252")
_MARKS = {
    codecs.BOM_UTF8: "utf-8-sig",
    codecs.BOM_UTF32_LE: "utf-32",  # before UTF-16: its mark starts with the same two bytes
    codecs.BOM_UTF32_BE: "utf-32",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
}
_HIGH_LINE = re.compile(rb"[^\r\n]*[\x80-\xff][^\r\n]*")
_HIGH_RUN = re.compile(rb"[\x80-\xff]+")
_SAMPLE = 200_000
_PLAUSIBLE = 0.4


def decoded(content: bytes, name: str, encoding: str | None = None) -> tuple[str, str]:
    """Return the text and the encoding it was read in.

    A Unicode mark decides; then strict UTF-8; then UTF-16 without a mark; then
    the more plausible of GB18030, Big5 and cp1252; then a general guess.

    Raises
    ------
    BinaryFileError
        The bytes are no text.
    EncodingUnreadableError
        The encoding that was asked for does not fit, or none does.
    """
    found = encoding or _detected(content, name)
    damaged = encoding is None and found == "utf-8" and not _fits(content, "utf-8")
    try:
        text = content.decode(found, errors="replace" if damaged else "strict")
    except (UnicodeDecodeError, LookupError) as unfit:
        raise EncodingUnreadableError(name=name, encoding=found) from unfit
    return text.removeprefix("\ufeff"), found


def _detected(content: bytes, name: str) -> str:
    for mark, encoding in _MARKS.items():
        if content.startswith(mark):
            return encoding
    if b"\0" in content:
        wide = _wide(content)
        if wide:
            return wide
    if looks_binary(content):
        raise BinaryFileError(name=name)
    if _fits(content, "utf-8") or _nearly_utf8(content):
        return "utf-8"
    sample = _sample(content)
    scores = {
        "gb18030": _chinese(sample, "gb18030"),
        "big5": _chinese(sample, "big5hkscs"),
        "cp1252": _western(sample),
    }
    for best in sorted(scores, key=scores.__getitem__, reverse=True):
        if scores[best] >= _PLAUSIBLE and _fits(content, best):
            return best
    return _guessed(content, sample, name)


def _fits(content: bytes, encoding: str) -> bool:
    try:
        content.decode(encoding)
    except UnicodeDecodeError:
        return False
    return True


def _nearly_utf8(content: bytes) -> bool:
    """Tell whether a few bytes of an UTF-8 file were broken on the way."""
    text = content.decode("utf-8", errors="replace")
    broken = text.count("\ufffd")
    whole = sum(letter > "\x7f" for letter in text[:_SAMPLE]) - broken
    return whole > 20 * broken


def _wide(content: bytes) -> str | None:
    """Return the UTF-16 variant that makes text of bytes without a mark."""
    for encoding in ("utf-16-le", "utf-16-be"):
        try:
            text = content[: _SAMPLE * 2].decode(encoding)
        except UnicodeDecodeError:
            continue
        known = sum(letter in ",;\t\r\n " or letter.isalnum() for letter in text)
        if "\0" not in text and "\n" in text and known > 0.7 * len(text):
            return encoding
    return None


def _sample(content: bytes) -> bytes:
    """Return whole lines that hold letters beyond ASCII, up to a limit."""
    lines, size = [], 0
    for line in _HIGH_LINE.finditer(content):
        lines.append(line[0])
        size += len(line[0])
        if size > _SAMPLE:
            break
    return b"\n".join(lines)


def _chinese(sample: bytes, encoding: str) -> float:
    """Return how much of the sample reads as everyday Chinese, 0 to 1.

    Everyday characters stand in the first level of both character sets, by
    their bytes. A character glued to a Latin letter speaks against Chinese:
    it is what an accented letter and its neighbour look like.
    """
    try:
        text = sample.decode(encoding)
    except UnicodeDecodeError:
        return 0.0
    foreign = [letter for letter in text if letter > "\x7f"]
    glued = len(re.findall(r"[a-z][\u3400-\u9fff\ue000-\uf8ff]|[\u3400-\u9fff][a-z]", text))
    return (sum(_everyday(letter.encode(encoding), encoding) for letter in foreign) - glued) / len(
        foreign
    )


def _everyday(code: bytes, encoding: str) -> bool:
    if len(code) != 2:
        return False
    if encoding == "gb18030":  # punctuation and full-width forms, then 3,755 everyday characters
        return code[1] >= 0xA1 and (code[0] in (0xA1, 0xA3) or 0xB0 <= code[0] <= 0xD7)
    return 0xA1 <= code[0] <= 0xA3 or b"\xa4\x40" <= code <= b"\xc6\x7e"


def _western(sample: bytes) -> float:
    """Return the share of high bytes that stand alone between ASCII, as accents do."""
    if not _fits(sample, "cp1252"):
        return 0.0
    runs = _HIGH_RUN.findall(sample)
    return sum(len(run) for run in runs if len(run) <= 2) / sum(map(len, runs)) - 0.05


def _guessed(content: bytes, sample: bytes, name: str) -> str:
    guess = from_bytes(sample[:20_000]).best()
    if guess is None or not _fits(content, guess.encoding):
        raise EncodingUnreadableError(name=name, encoding=" / ".join(ENCODINGS))
    return guess.encoding
