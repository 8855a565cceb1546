"""Segments kept as they are and applied to a later wave, so that shares can be compared."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from surveys.answers import Answers
from surveys.segments import describe
from surveys.segments.basis import asked, coded, values, with_enough
from surveys.segments.classes import Classes
from surveys.segments.errors import SegmentsOtherNeedsError, SegmentsRecordError
from surveys.segments.profiles import Profiles
from surveys.segments.starts import flat
from surveys.weighting import Weighting

VERSION = 1
LEAST_NEEDS_SHARE = 0.5  # of the needs that made the segments, to be asked again
KINDS = {"profiles": Profiles, "classes": Classes}


@dataclass(frozen=True)
class FrozenSegments:
    """Everything needed to place respondents of another wave.

    Parameters
    ----------
    kind
        "profiles" (Gaussian, each person's own level taken out) or "classes"
        (latent classes).
    basis
        What respondents are grouped by: importance, choice or satisfaction.
    needs
        Needs the segments were made from.
    labels
        Per profile question that made segments too: its answers.
    names
        Per segment up to two (need, "more" or "less").
    seed, certainty, people
        Seed of the search, mean certainty of its members, sum of their weights.
    model
        The fitted shares and profiles, segment 1 first.
    wave
        Free text: where the segments come from; "" = not said.
    """

    kind: str
    basis: str
    needs: tuple[str, ...]
    labels: dict[str, list[str]]
    names: dict[int, list[tuple[str, str]]]
    seed: int
    certainty: float
    people: float
    model: Profiles | Classes
    wave: str = ""

    @property
    def k(self) -> int:
        """Number of segments."""
        return self.model.k

    def record(self) -> dict[str, object]:
        """Return everything as text, numbers, lists and dicts: JSON, exact to the last digit."""
        model: dict[str, object] = {"share": self.model.share.tolist()}
        if isinstance(self.model, Profiles):
            model |= {"centre": self.model.centre.tolist(), "noise": self.model.noise.tolist()}
        else:
            model |= {"chance": self.model.chance.tolist()}
            model |= {"steps": [one.tolist() for one in self.model.steps]}
        return {
            "version": VERSION,
            "kind": self.kind,
            "basis": self.basis,
            "needs": list(self.needs),
            "labels": {question: list(known) for question, known in self.labels.items()},
            "names": {
                str(one): [list(trait) for trait in name] for one, name in self.names.items()
            },
            "seed": self.seed,
            "certainty": self.certainty,
            "people": self.people,
            "wave": self.wave,
            "model": model,
        }

    @classmethod
    def from_record(cls, record: Mapping[str, object]) -> "FrozenSegments":
        """Return what `record` was made from.

        Raises
        ------
        SegmentsRecordError
            Something is missing, or the version is not known here.
        """
        if record.get("version") != VERSION:
            raise SegmentsRecordError(why=f"version {record.get('version')!r}")
        try:
            return cls(
                kind=record["kind"],
                basis=record["basis"],
                needs=tuple(record["needs"]),
                labels={question: list(known) for question, known in record["labels"].items()},
                names={
                    int(one): [(need, way) for need, way in name]
                    for one, name in record["names"].items()
                },
                seed=int(record["seed"]),
                certainty=float(record["certainty"]),
                people=float(record["people"]),
                model=_model(record["kind"], record["model"], float(record["people"])),
                wave=str(record["wave"]),
            )
        except (KeyError, TypeError, AttributeError) as fault:
            raise SegmentsRecordError(why=f"{type(fault).__name__}: {fault}") from fault


@dataclass(frozen=True)
class Placed:
    """Respondents of a wave in segments that were found before.

    Parameters
    ----------
    k, members, sizes, profile, names, basis, left_out, weighted
        As in `Segmentation`; segments keep their numbers, so 1 need not be the
        largest here.
    missing
        Needs of the segments nobody rated in this wave.
    certainty, certainty_before
        Mean certainty of the members, and in the wave of the segments: much
        lower means that the segments fit this wave less well.
    unplaced
        Share of the respondents without a segment (0..1).
    """

    k: int
    members: pd.DataFrame
    sizes: pd.DataFrame
    profile: pd.DataFrame
    names: dict[int, list[tuple[str, str]]]
    basis: str
    left_out: int
    weighted: bool
    missing: list[str]
    certainty: float
    certainty_before: float
    unplaced: float


def freeze(
    model: Profiles | Classes,
    *,
    kind: str,
    basis: str,
    needs: Sequence[str],
    labels: dict[str, list[str]],
    names: dict[int, list[tuple[str, str]]],
    seed: int,
    certainty: float,
) -> FrozenSegments:
    """Return the fitted model without its people."""
    bare = replace(model, belongs=np.empty((0, model.k)))
    return FrozenSegments(
        kind, basis, tuple(needs), labels, names, seed, certainty, model.people, bare
    )


def apply(model: FrozenSegments, answers: Answers, weighting: Weighting | None = None) -> Placed:
    """Return the respondents of a wave in the segments of another one.

    Everybody is placed by the kept profiles and shares, so the same answers
    come into the same segment, whatever others answer.

    Parameters
    ----------
    model
        Kept segments.
    answers
        Answers of the wave; needs the segments do not know are left aside.
    weighting
        Survey weights of this wave; who has none is left out.

    Raises
    ------
    SegmentsOtherNeedsError
        Fewer than half of the needs (at least 2) were asked in this wave.
    """
    wide = asked(answers, model.basis).reindex(columns=list(model.needs))
    missing = [need for need in model.needs if wide[need].isna().all()]
    least = max(2, int(np.ceil(LEAST_NEEDS_SHARE * len(model.needs))))
    if len(model.needs) - len(missing) < least:
        present = len(model.needs) - len(missing)
        raise SegmentsOtherNeedsError(asked=present, needs=len(model.needs), least=least)
    table, weights = _people(model, answers, wide, weighting)
    belongs = model.model.place(values(table)) if len(table) else np.empty((0, model.k))
    segment = belongs.argmax(axis=1) + 1
    rated = table[list(model.needs)]
    certainty = belongs.max(axis=1, initial=0.0)
    placed = pd.DataFrame({"respondent": table.index.to_numpy("int64")}).assign(
        segment=pd.array(segment, "Int64"), certainty=pd.array(certainty, "Float64")
    )
    return Placed(
        k=model.k,
        members=placed,
        sizes=describe.sizes(segment, model.k, weights),
        profile=describe.profile(rated, segment, weights),
        names=model.names,
        basis=model.basis,
        left_out=answers.n - len(table),
        weighted=weighting is not None,
        missing=missing,
        certainty=float(certainty.mean()) if len(table) else float("nan"),
        certainty_before=model.certainty,
        unplaced=1 - len(table) / answers.n if answers.n else float("nan"),
    )


def _people(
    model: FrozenSegments, answers: Answers, wide: pd.DataFrame, weighting: Weighting | None
) -> tuple[pd.DataFrame, np.ndarray]:
    """Return who can be placed, with needs and profile codes as the model has them; weights."""
    table = with_enough(wide)
    if model.labels:
        table = table.join(coded(answers.profile, model.labels, table.index))
    if model.k > 1 and len(table):
        table = table[~flat(values(table))]
    if weighting is None:
        return table, np.ones(len(table))
    given = weighting.weights.reindex(table.index)
    return table[given.notna()], given.dropna().to_numpy(float)


def _model(kind: object, model: Mapping[str, list], people: float) -> Profiles | Classes:
    share = np.array(model["share"], float)
    nobody, unknown = np.empty((0, len(share))), float("nan")
    if kind == "profiles":
        centre, noise = np.array(model["centre"], float), np.array(model["noise"], float)
        return Profiles(share, centre, noise, unknown, nobody, people)
    if kind != "classes":
        raise SegmentsRecordError(why=f"kind {kind!r}")
    steps = tuple(np.array(one, float) for one in model["steps"])
    chance = np.array(model["chance"], float)
    return Classes(share, chance, steps, unknown, nobody, people)
