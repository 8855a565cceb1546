"""New entities for an open IFC model: a property set per space, a zone per function."""

import uuid

SET = "Respace"
_NAMESPACE = uuid.UUID("5f3b1f5e-6d0c-5a63-9c7a-1d3c9a1b7f20")


def written(model, task: dict) -> list[str]:
    """Return the lines that add a plan to a model, in the writing of its file."""
    last = max((entity.id() for entity in model), default=0)
    spaces = {space.GlobalId: space for space in model.by_type("IfcSpace")}
    owner = _owner(model)
    zones: dict[str, list] = {}
    for row in task["plan"]:
        space = spaces.get(row["guid"])
        if space is None:
            continue
        _properties(model, space, row, task["proposal"], owner)
        group = row["function_name"] or row["function"] or row["space_type"]
        if group:
            zones.setdefault(group, []).append(space)
    for name, found in zones.items():
        _zone(model, name, found, task["proposal"], owner)
    return [
        line
        for line in model.to_string().splitlines()
        if line.startswith("#") and int(line[1 : line.index("=")]) > last
    ]


def _owner(model):
    """Return the owner history IFC2X3 demands: one of the model, else a new one; None in IFC4."""
    if model.schema != "IFC2X3":
        return None
    known = model.by_type("IfcOwnerHistory")
    if known:
        return known[0]
    make = model.create_entity
    organization = make("IfcOrganization", Name=SET)
    person = make("IfcPersonAndOrganization", make("IfcPerson", FamilyName=SET), organization)
    program = make("IfcApplication", organization, "1", SET, SET)
    return make("IfcOwnerHistory", person, program, None, "ADDED", None, None, None, 0)


def _guid(*words: str) -> str:
    """Return the GlobalId that belongs to some words, always the same."""
    import ifcopenshell.guid

    return ifcopenshell.guid.compress(uuid.uuid5(_NAMESPACE, "\0".join(words)).hex)


def _properties(model, space, row: dict, proposal: str, owner) -> None:
    """Add the property set of one space."""
    values = (
        ("Proposal", "IfcLabel", proposal), ("Zone", "IfcIdentifier", row["zone"]),
        ("Function", "IfcIdentifier", row["function"]),
        ("FunctionName", "IfcLabel", row["function_name"]),
        ("SpaceType", "IfcLabel", row["space_type"]), ("Seats", "IfcInteger", row["seats"]),
        ("NetArea", "IfcReal", row["area_m2"]), ("Keeps", "IfcBoolean", row["keeps"]),
    )  # fmt: skip
    make = model.create_entity
    single = [
        make("IfcPropertySingleValue", Name=name, NominalValue=make(kind, value))
        for name, kind, value in values
        if value is not None and value != ""
    ]
    own = (space.GlobalId, proposal)
    made = make(
        "IfcPropertySet", GlobalId=_guid("set", *own), OwnerHistory=owner, Name=SET,
        HasProperties=single,
    )  # fmt: skip
    make(
        "IfcRelDefinesByProperties", GlobalId=_guid("defines", *own), OwnerHistory=owner,
        RelatedObjects=[space], RelatingPropertyDefinition=made,
    )  # fmt: skip


def _zone(model, name: str, spaces: list, proposal: str, owner) -> None:
    """Add a zone that groups the spaces of one function."""
    make = model.create_entity
    own = (name, proposal)
    zone = make(
        "IfcZone", GlobalId=_guid("zone", *own), OwnerHistory=owner, Name=name,
        Description=proposal or None, ObjectType=SET,
    )  # fmt: skip
    make(
        "IfcRelAssignsToGroup", GlobalId=_guid("group", *own), OwnerHistory=owner,
        RelatedObjects=spaces, RelatingGroup=zone,
    )  # fmt: skip
