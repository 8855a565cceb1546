"""What is said of a building model: what it is, what was left out, what is doubtful."""

from planning.building.draft import some
from planning.building.errors import PlanFinding
from planning.building.model.areas import is_gross
from surveys.findings import Finding, Severity


def about_model(said, labels, kept, rows) -> list[Finding]:
    """Return what the model is, and what of it was left out."""
    names = [one["name"] or one["long"] for one in said["storeys"]]
    facts = {"storeys": len(names), "names": some(names, 20), "n": len(said["spaces"])}
    facts |= {"schema": said["schema"], "metres": said["metres"]}
    found = [Finding(PlanFinding.MODEL_READ, Severity.NOTE, facts=facts)]
    used = {one["floor"] for one in kept}
    bare = [label for number, (label, _) in enumerate(labels) if number not in used]
    if bare:
        facts = {"n": len(bare), "floors": some(bare, 20)}
        found.append(Finding(PlanFinding.STOREYS_BARE, Severity.NOTE, facts=facts))
    wholes = [one for one in said["spaces"] if one["has_parts"]]
    if wholes:
        facts = {"n": len(wholes), "zones": some(f"{w['name']} (#{w['id']})" for w in wholes)}
        found.append(Finding(PlanFinding.SPACE_OF_PARTS, Severity.DROPPED, facts=facts))
    flat = [
        f"{row['zone']} (#{one['id']})"
        for row, one in zip(rows, kept, strict=True)
        if not one["outlines"]
    ]
    if flat:
        facts = {"n": len(flat), "zones": some(flat, 20)}
        found.append(Finding(PlanFinding.SPACE_NOT_DRAWN, Severity.CHANGED, facts=facts))
    if said["others"]:
        words = some((f"{kind} ({n})" for kind, n in said["others"].items()), 20)
        facts = {"n": sum(said["others"].values()), "types": words}
        found.append(Finding(PlanFinding.ELEMENTS_SKIPPED, Severity.DROPPED, facts=facts))
    return found


def about_areas(rows: list[dict]) -> list[Finding]:
    """Return under which names areas came, and which of them were not taken."""
    found = []
    names = list(dict.fromkeys(row["area_name"] for row in rows if row["area_name"]))
    if names:
        n = sum(bool(row["area_name"]) for row in rows)
        facts = {"n": n, "names": some(names)}
        found.append(Finding(PlanFinding.AREA_NAMED, Severity.NOTE, facts=facts))
    gross = [row for row in rows if is_gross(row["area_name"])]
    far = [
        row
        for row in rows
        if row not in gross and row["area_given_m2"] and row["area_m2"] != row["area_given_m2"]
    ]
    for kind, some_rows in ((PlanFinding.AREA_GROSS, gross), (PlanFinding.AREA_NOT_TAKEN, far)):
        if some_rows:
            facts = {"n": len(some_rows), "zones": some(row["zone"] for row in some_rows)}
            found.append(Finding(kind, Severity.CHANGED, facts=facts))
    return found


def about_fixed(rows: list[dict], reasons: dict[int, str]) -> list[Finding]:
    """Return which spaces are proposed as not convertible."""
    fixed = [f"{row['zone']} {row['name_en']}" for row in rows if not row["convertible"]]
    if not reasons or not fixed:
        return []
    facts = {"n": len(fixed), "zones": some(fixed, 20)}
    return [Finding(PlanFinding.FIXED_PROPOSED, Severity.CHANGED, facts=facts)]
