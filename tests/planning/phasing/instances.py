"""Published scheduling problems as works; files nobody here wrote."""

from pathlib import Path

from planning.phasing import Problem, Task


def psplib(path: Path) -> Problem:
    """Return a single-mode PSPLIB instance; its jobs are tasks, its days weeks."""
    lines = path.read_text(encoding="ascii").splitlines()
    follows = _block(lines, "PRECEDENCE RELATIONS", 2)
    asked = _block(lines, "REQUESTS/DURATIONS", 3)
    at = next(place for place, line in enumerate(lines) if line.startswith("RESOURCEAVAIL"))
    there = [int(word) for word in lines[at + 2].split()]
    tasks = tuple(
        Task(str(row[0]), "", row[2], {f"R{n}": need for n, need in enumerate(row[3:]) if need})
        for row in asked
    )
    order = tuple((row[0] - 1, then - 1) for row in follows for then in row[3:])
    return Problem(tasks, order, {f"R{n}": number for n, number in enumerate(there)})


def _block(lines: list[str], head: str, skip: int) -> list[list[int]]:
    """Return the rows of numbers below a heading."""
    at = next(place for place, line in enumerate(lines) if line.startswith(head)) + skip
    rows = []
    for line in lines[at:]:
        if line.startswith("*"):
            return rows
        rows.append([int(word) for word in line.split()])
    return rows
