"""Zone layouts beside other ways, in one run: ``python -m benchmarks.layout [folder]``.

The folder holds ``qaplib/*.dat`` and ``gqap/*.txt`` with ``best_known.json``; files without
matrices are skipped and named. Beside our search: a plain CP-SAT model (OR-Tools, where it is
installed), SciPy's heuristic (FAQ, then 2-opt, with random restarts; assignment only), and the
rule of a committee that gives away one place after another, the weightiest first.
"""

import json
import sys
import time
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import numpy as np

from planning.layout.bound import lower_bound
from planning.layout.problem import Limit, Problem, assignment
from planning.layout.solve import solve

SECONDS = 10.0
QAP = {"nug12": 578, "nug15": 1150, "nug30": 6124, "kra30a": 88900, "els19": 17212548}
HEAD = "| instance | best known | Respace | reached after | bound | CP-SAT | SciPy | committee |"
RULE = "|---|---|---|---|---|---|---|---|"


def main(arguments: list[str]) -> int:
    """Print a row per instance; return 1 where the best known cost is not reached."""
    given = [one for one in arguments if not one.startswith("--")]
    folder = Path(given[0]) if given else Path(__file__).parents[2] / "shared" / "known"
    print(f"{SECONDS:g} s each.\n", HEAD, RULE, sep="\n", flush=True)
    missed = 0
    for name, problem, best, scipy in instances(folder):
        found = solve(problem, seconds=SECONDS, seed=1, target=best + 1e-6)
        missed += found.cost > best * (1 + 1e-6)
        proven = lower_bound(problem, seconds=SECONDS)
        others = (cp_sat(problem), scipy() if scipy else None, committee(problem))
        cells = [name, f"{best:,}", said(found.cost, best), f"{found.seconds:.2f} s"]
        cells += [said(proven, best), *(said(cost, best) for cost in others)]
        print(f"| {' | '.join(cells)} |")
        sys.stdout.flush()
    return int(missed > 0)


def instances(folder: Path):
    """Yield name, problem, best known cost and SciPy's way (None: it has none)."""
    for path in sorted((folder / "qaplib").glob("*.dat")):
        numbers = np.array(path.read_text().split(), float)
        size = int(numbers[0])
        best = QAP.get(path.stem)
        if len(numbers) < 1 + 2 * size * size or best is None:
            print(f"{path.name} skipped: it holds no matrices, or its best cost is not known.")
            continue
        first, second = numbers[1 : 1 + 2 * size * size].reshape(2, size, size)
        yield path.stem, assignment(second, first), best, faq(first, second)
    known = folder / "gqap" / "best_known.json"
    for name, best in json.loads(known.read_text()).items() if known.exists() else ():
        yield name, gqap(known.with_name(f"{name}.txt")), best, None


def gqap(path: Path) -> Problem:
    """Return a generalised instance: traffic, distance, installation, weights, capacities."""
    numbers = np.array(path.read_text().split(), float)
    zones, sites, unit = int(numbers[0]), int(numbers[1]), numbers[2]
    ends = np.cumsum([3, zones * zones, sites * sites, zones * sites, zones, sites])
    traffic, distance, install, weight, room = (numbers[a:b] for a, b in pairwise(ends))
    limits = tuple(
        Limit(f"site:{site}", weight[:, None] * np.eye(sites)[site], at_most=room[site])
        for site in range(sites)
    )
    near, clash = (unit * traffic).reshape(1, zones, zones), distance.reshape(1, sites, sites)
    allowed = np.ones((zones, sites), bool)
    return Problem(install.reshape(zones, sites), near, clash, allowed, limits)


def faq(first: np.ndarray, second: np.ndarray) -> Callable[[], float]:
    """Return SciPy's own heuristic: FAQ from random starts, each refined by 2-opt."""
    from scipy.optimize import quadratic_assignment

    def best() -> float:
        begun, seed, least = time.perf_counter(), 0, np.inf
        while time.perf_counter() - begun < SECONDS:
            start = quadratic_assignment(
                first, second, options={"P0": "randomized", "rng": np.random.default_rng(seed)}
            )
            pairs = np.column_stack([np.arange(len(first)), start.col_ind])
            options = {"partial_guess": pairs, "rng": np.random.default_rng(seed)}
            least = min(least, quadratic_assignment(first, second, "2opt", options).fun)
            seed += 1
        return float(least)

    return best


def cp_sat(problem: Problem) -> float | None:
    """Return the cost a plain CP-SAT model reaches, NaN without a plan, None without OR-Tools."""
    try:
        from ortools.sat.python import cp_model
    except ImportError:
        return None
    model, scale = cp_model.CpModel(), 1000
    zones, functions = problem.linear.shape
    x = [[model.new_bool_var("") for _ in range(functions)] for _ in range(zones)]
    for row in x:
        model.add_exactly_one(row)
    for limit in problem.limits:
        use = sum(int(limit.use[i, k]) * x[i][k] for i in range(zones) for k in range(functions))
        if np.isfinite(limit.at_most):
            model.add(use <= int(limit.at_most))
        if np.isfinite(limit.at_least):
            model.add(use >= int(limit.at_least))
    cost = [
        int(scale * problem.linear[i, k]) * x[i][k] for i in range(zones) for k in range(functions)
    ]
    for i, j in np.argwhere((problem.near != 0).any(axis=0)):
        for k, m in np.argwhere((problem.clash != 0).any(axis=0)):
            value = float(problem.near[:, i, j] @ problem.clash[:, k, m])
            both = model.new_bool_var("")
            model.add_bool_or(x[i][k].negated(), x[j][m].negated(), both)
            cost.append(int(scale * value) * both)
    model.minimize(sum(cost))
    solver = cp_model.CpSolver()
    solver.parameters.max_time_in_seconds, solver.parameters.num_workers = SECONDS, 2
    status = solver.solve(model)
    known = status in (cp_model.OPTIMAL, cp_model.FEASIBLE)
    return solver.objective_value / scale if known else float("nan")


def committee(problem: Problem) -> float:
    """Return what it costs to place one after another, the weightiest first, each at its best."""
    weight = problem.near.sum(axis=(0, 2)) + problem.near.sum(axis=(0, 1))
    plan = np.full(problem.zones, -1)
    room = np.array([limit.at_most for limit in problem.limits], float)
    for i in np.argsort(-weight, kind="stable"):
        set_ = np.flatnonzero(plan >= 0)
        cost = problem.linear[i].copy()
        for t in range(len(problem.near)):
            cost += problem.clash[t][:, plan[set_]] @ problem.near[t, i, set_]
            cost += problem.near[t, set_, i] @ problem.clash[t][plan[set_], :]
        use = np.array([limit.use[i] for limit in problem.limits])
        fits = (use <= room[:, None] + 1e-9).all(axis=0)
        if not fits.any():
            return float("nan")
        plan[i] = int(np.where(fits, cost, np.inf).argmin())
        room -= use[:, plan[i]]
    return problem.cost(plan)


def said(cost: float | None, best: float) -> str:
    """Return a cost as a distance from the best known one.

    Examples
    --------
    >>> said(110.0, 100.0), said(100.0, 100.0), said(None, 1.0), said(float("nan"), 1.0)
    ('+10.0 %', 'best known', 'not there', 'no plan')
    """
    if cost is None:
        return "not there"
    if np.isnan(cost) or not np.isfinite(cost):
        return "no plan" if np.isnan(cost) else "none"
    if abs(cost - best) <= 1e-6 * best:
        return "best known"
    return f"{(cost - best) / best:+.1%}".replace("%", " %")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
