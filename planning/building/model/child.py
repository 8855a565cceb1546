"""The process that opens IFC files: one task in on stdin, its answer as JSON on stdout.

Run as ``python -m planning.building.model.child read`` or ``write``. stdin holds one line
of JSON with the task, then the bytes of the model. A fault is an answer too; a crash of
the native library ends this process only.
"""

import json
import re
import sys


def opened(content: bytes):
    """Return a model; letters that stand in it unescaped are read as they are meant."""
    import ifcopenshell

    return ifcopenshell.file.from_string(escaped(content))


def escaped(content: bytes) -> str:
    r"""Return the text of a file with every letter beyond ASCII written as IFC asks for.

    Examples
    --------
    >>> escaped("#1=IFCSPACE('自习');".encode())
    "#1=IFCSPACE('\\X2\\81EA4E60\\X0\\');"
    """
    for encoding in ("utf-8-sig", "gb18030", "latin-1"):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        break
    return re.sub(r"[^\x00-\x7f]+", _escape, text)


def _escape(found: re.Match) -> str:
    units = found[0].encode("utf-16-be").hex().upper()
    return f"\\X2\\{units}\\X0\\"


def answer(what: str, task: dict, content: bytes) -> dict:
    """Return what is asked of a model: "read" its spaces, or "write" a plan into it."""
    try:
        model = opened(content)
        schema = model.schema  # there is none where nothing could be read
    except RuntimeError:
        return {"fault": "unreadable"}
    if not schema.startswith("IFC"):
        return {"fault": "unreadable"}
    if what == "read":
        from planning.building.model.spaces import told

        return told(model)
    from planning.building.model.writing import written

    return {"content": written(model, task)}


def main() -> None:
    """Answer one task."""
    task = json.loads(sys.stdin.buffer.readline())
    told = answer(sys.argv[1], task, sys.stdin.buffer.read())
    sys.stdout.write(json.dumps(told))


if __name__ == "__main__":
    main()
