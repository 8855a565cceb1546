"""A plan written into the user's own building model."""

import pandas as pd

from planning.building.ifc import ask, model_text


def plan_ifc(
    content: bytes, name: str, rows: pd.DataFrame, guids: dict[str, str], proposal: str
) -> bytes:
    """Return a model with the plan added to its spaces; not a letter of the rest is touched.

    Parameters
    ----------
    content, name
        The model as the user brought it.
    rows
        Of `planned`.
    guids
        GlobalId of the space of each zone; zones without one are left out.
    proposal
        Name of the plan, kept in every property set.

    Returns
    -------
    The same file with new entities before the end of its data: per planned
    space a property set "Respace" (Proposal, Zone, Function, FunctionName,
    SpaceType, Seats, NetArea, Keeps), and per function an IfcZone that groups
    its spaces. The same plan gives the same bytes.

    Raises
    ------
    ModelNotReadError, ModelSlowError, PlanNotIfcError
        As in `read_ifc`.
    """
    text = model_text(content, name)
    plan = [
        {
            "guid": guids[row["zone"]],
            "zone": row["zone"],
            "function": row["function"],
            "function_name": row["function_name"],
            "space_type": row["space_type"],
            "seats": None if pd.isna(row["seats"]) else int(row["seats"]),
            "area_m2": None if pd.isna(row["area_m2"]) else float(row["area_m2"]),
            "keeps": bool(row["keeps"]),
        }
        for row in rows.to_dict("records")
        if row["kind"] == "room" and guids.get(row["zone"])
    ]
    added = ask(text, name, "write", {"plan": plan, "proposal": proposal})["content"]
    end = text.rindex(b"ENDSEC;")
    break_ = b"\r\n" if b"\r\n" in text[:500] else b"\n"
    lines = break_.join(line.encode("ascii") for line in added)
    return text[:end] + lines + (break_ if lines else b"") + text[end:]
