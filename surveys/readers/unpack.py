"""Bytes of an upload, unpacked within bounds, and what they are."""

import io
import re
import zipfile
import zlib

from surveys.readers.errors import FileDamagedError, FileTooLargeError, NotATableError

LARGEST_MB = 200
_LARGEST = LARGEST_MB * 1024**2
_MOST_MEMBERS = 5_000
_ZIP, _OLE, _GZIP = b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"\x1f\x8b"
_SIGNATURES = {
    b"%PDF": "PDF",
    b"\x89PNG": "PNG",
    b"\xff\xd8\xff": "JPEG",
    b"GIF8": "GIF",
    b"SQLite format 3": "SQLite",
    b"PAR1": "Parquet",
    b"{\\rtf": "RTF",
    b"7z\xbc\xaf": "7-Zip",
    b"Rar!": "RAR",
    b"PK\x05\x06": "ZIP",
    b"\x7fELF": "ELF",
}
_MARKUP = re.compile(rb"(\xef\xbb\xbf)?\s*<(!doctype|html|table|head|\?xml|svg|meta)\b", re.I)
_CONTROL = bytes(set(range(32)) - {9, 10, 11, 12, 13, 26})


def unpacked(content: bytes, name: str) -> bytes:
    """Return the bytes of the file itself, out of gzip if it was packed.

    Raises
    ------
    FileTooLargeError
        More than 200 MB, packed or unpacked; unpacking stops there.
    FileDamagedError
        The packed file breaks off.
    """
    if len(content) > _LARGEST:
        raise FileTooLargeError(name=name, limit=LARGEST_MB)
    if not content.startswith(_GZIP):
        return content
    parts, size, rest = [], 0, content
    try:
        while rest.startswith(_GZIP):  # a packed file may consist of several members
            member = zlib.decompressobj(zlib.MAX_WBITS | 16)
            parts.append(member.decompress(rest, _LARGEST - size + 1))
            size += len(parts[-1])
            if size > _LARGEST:
                raise FileTooLargeError(name=name, limit=LARGEST_MB)
            if not member.eof:
                raise FileDamagedError(name=name)
            rest = member.unused_data
    except zlib.error as broken:
        raise FileDamagedError(name=name) from broken
    return b"".join(parts)


def is_workbook(content: bytes, name: str) -> bool:
    """Return whether the bytes are a workbook; refuse what is neither workbook nor text.

    Raises
    ------
    NotATableError
        A picture, a document, a database or other bytes, whatever the name says.
    """
    if content.startswith((_ZIP, _OLE)):
        return True
    for signature, looks_like in _SIGNATURES.items():
        if content.startswith(signature):
            raise NotATableError(name=name, looks_like=looks_like)
    if _MARKUP.match(content[:400]):
        raise NotATableError(name=name, looks_like="HTML / XML")
    return False


def looks_binary(content: bytes) -> bool:
    """Return whether bytes without a Unicode mark hold what no text holds.

    Examples
    --------
    >>> looks_binary(b"zone,seats"), looks_binary(bytes(range(32)))
    (False, True)
    """
    sample = content[:1_000_000]
    odd = len(sample) - len(sample.translate(None, _CONTROL))
    return b"\0" in content or odd > max(5, len(sample) // 500)


def honest_zip(content: bytes, name: str) -> bytes:
    """Return the members of a zipped workbook, re-packed without compression.

    The sizes in the directory are looked at first; then each member is
    unpacked up to the size it claims, so one that lies is cut, not followed.

    Raises
    ------
    FileTooLargeError
        The members claim more than 200 MB, or there are too many.
    NotATableError
        A zip archive that is no workbook.
    FileDamagedError
        The archive cannot be opened.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            members = archive.infolist()
            size = sum(member.file_size for member in members)
            if size > _LARGEST or len(members) > _MOST_MEMBERS:
                raise FileTooLargeError(name=name, limit=LARGEST_MB)
            if not any(one.filename.startswith("xl/workbook.") for one in members):
                raise NotATableError(name=name, looks_like="ZIP")
            packed = io.BytesIO()
            with zipfile.ZipFile(packed, "w", zipfile.ZIP_STORED) as copy:
                for member in members:
                    if not member.is_dir() and not member.filename.startswith("xl/media/"):
                        copy.writestr(member.filename, archive.read(member))
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError, ValueError) as broken:
        if isinstance(broken, FileTooLargeError | NotATableError):
            raise
        raise FileDamagedError(name=name) from broken
    return packed.getvalue()
