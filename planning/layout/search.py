"""Tabu search over plans, compiled: moves one zone or swaps two, never forgets the best plan.

Robust tabu search (Taillard 1991) with oscillating penalties for broken limits
(Gendreau, Hertz and Laporte 1994) and kicks when nothing improves.
"""

import numpy as np
from numba import njit

KEPT = 1e-7  # how much of a limit may be missed by rounding, relative
OSCILLATE = 10  # steps within the limits, or outside, after which penalties move


@njit(cache=True, nogil=True)
def marginal_costs(plan, linear, near, clash):
    """Return what each function would cost in each zone, the other zones as they are."""
    zones, functions = linear.shape
    costs = linear.copy()
    for i in range(zones):
        for t in range(near.shape[0]):
            for k in range(functions):
                costs[i, k] += near[t, i, i] * clash[t, k, k]
            for j in range(zones):
                if i == j:
                    continue
                there, back = near[t, i, j], near[t, j, i]
                if there == 0.0 and back == 0.0:
                    continue
                other = plan[j]
                for k in range(functions):
                    costs[i, k] += there * clash[t, k, other] + back * clash[t, other, k]
    return costs


@njit(cache=True, nogil=True)
def _total(plan, linear, near, clash, load, low, weight, hard):
    """Return the cost of a plan; rows of `load` from `hard` on are goals."""
    cost = 0.0
    for r in range(hard, len(load)):
        cost += weight[r] * max(0.0, low[r] - load[r])
    for i in range(len(plan)):
        cost += linear[i, plan[i]]
        for t in range(near.shape[0]):
            for j in range(len(plan)):
                cost += near[t, i, j] * clash[t, plan[i], plan[j]]
    return cost


@njit(cache=True, nogil=True)
def _missed(used, low, high, scale):
    """Return by how much one limit is missed, in units of its scale."""
    room = KEPT * max(1.0, abs(used))
    if used < low - room:
        return (low - used) / scale
    if used > high + room:
        return (used - high) / scale
    return 0.0


@njit(cache=True, nogil=True)
def _shift(i, j, before, after, costs, near, clash):
    """Tell zone i that zone j went from one function to another."""
    for t in range(near.shape[0]):
        there, back = near[t, i, j], near[t, j, i]
        if there == 0.0 and back == 0.0:
            continue
        for k in range(costs.shape[1]):
            costs[i, k] += there * (clash[t, k, after] - clash[t, k, before])
            costs[i, k] += back * (clash[t, after, k] - clash[t, before, k])


@njit(cache=True, nogil=True)
def _place(j, after, plan, costs, load, near, clash, use):
    before = plan[j]
    for i in range(len(plan)):
        if i != j:
            _shift(i, j, before, after, costs, near, clash)
    for r in range(len(load)):
        load[r] += use[r, j, after] - use[r, j, before]
    plan[j] = after


@njit(cache=True, nogil=True)
def _pair(i, j, k, m, near, clash):
    cost = 0.0
    for t in range(near.shape[0]):
        cost += near[t, i, j] * clash[t, k, m] + near[t, j, i] * clash[t, m, k]
    return cost


@njit(cache=True, nogil=True)
def _row_change(i, b, j, a, plan, load, use, low, high, scale, weight, touched, whole, hard):
    """Return what changes when i takes b (and j takes a, where j >= 0).

    Two numbers: weighted violation of the limits, and cost of the goals.
    """
    old = plan[i]
    broken, missed = 0.0, 0.0
    for step in range(3):
        rows = touched[old] if step == 0 else touched[b] if step == 1 else whole
        if step == 1 and b == old:
            continue
        for at in range(len(rows)):
            r = rows[at]
            if r < 0:
                break
            moved = use[r, i, b] - use[r, i, old]
            if j >= 0:
                moved += use[r, j, a] - use[r, j, plan[j]]
            if moved == 0.0:
                continue
            if r >= hard:
                now, then = max(0.0, low[r] - load[r]), max(0.0, low[r] - load[r] - moved)
                missed += weight[r] * (then - now)
            else:
                after = _missed(load[r] + moved, low[r], high[r], scale[r])
                broken += weight[r] * (after - _missed(load[r], low[r], high[r], scale[r]))
    return broken, missed


@njit(cache=True, nogil=True)
def improve(
    plan, best, linear, near, clash, allowed, use, low, high, scale, weight, touched, whole,
    moving, swaps_only, tenure, state, seed, hard,
):  # fmt: skip
    """Search on from `plan`; `plan`, `best`, `weight` and `state` change.

    Rows of `use` before `hard` are limits, with weights that move; the others
    are goals, whose weight is their price. ``state``: steps to do; cost of
    `best` (infinite until a plan keeps all limits); steps since `best` was
    bettered; steps done in all; first weight.
    """
    np.random.seed(seed)
    costs = marginal_costs(plan, linear, near, clash)
    load = _loads(plan, use)
    current = _total(plan, linear, near, clash, load, low, weight, hard)
    until = np.zeros(linear.shape, np.int64)
    kept_in_row, broken_in_row = 0, 0
    patience = max(400, 60 * len(plan))
    for step in range(int(state[0])):
        aspired = state[1] - current - 1e-9
        i, b, j, a, change = _move(
            plan, costs, load, allowed, use, low, high, scale, weight, touched, whole,
            moving, swaps_only, until, step, aspired, near, clash, hard,
        )  # fmt: skip
        state[2] += 1.0
        state[3] += 1.0
        if i < 0:
            until[:] = 0
            continue
        until[i, plan[i]] = step + 1 + np.int64(tenure * (0.8 + 0.4 * np.random.random()))
        _place(i, b, plan, costs, load, near, clash, use)
        if j >= 0:
            until[j, b] = step + 1 + np.int64(tenure * (0.8 + 0.4 * np.random.random()))
            _place(j, a, plan, costs, load, near, clash, use)
        current += change
        if _all_kept(load, low, high, scale, hard):
            kept_in_row, broken_in_row = kept_in_row + 1, 0
            if current < state[1] - 1e-9 * max(1.0, abs(current)):
                best[:] = plan
                state[1], state[2] = current, 0.0
        else:
            kept_in_row, broken_in_row = 0, broken_in_row + 1
        if kept_in_row >= OSCILLATE or broken_in_row >= OSCILLATE:
            _reweigh(weight, load, low, high, scale, kept_in_row >= OSCILLATE, hard)
            kept_in_row, broken_in_row = 0, 0
        if state[2] >= patience:
            state[2] = 0.0
            until[:] = 0
            weight[:hard] = state[4]
            _kick(plan, best, allowed, moving, swaps_only, np.isfinite(state[1]))
            costs = marginal_costs(plan, linear, near, clash)
            load = _loads(plan, use)
            current = _total(plan, linear, near, clash, load, low, weight, hard)


@njit(cache=True, nogil=True)
def _move(
    plan, costs, load, allowed, use, low, high, scale, weight, touched, whole, moving,
    swaps_only, until, step, aspired, near, clash, hard,
):  # fmt: skip
    """Return the best move that is not tabu: zone, function, second zone (or -1), its function.

    And what it changes in cost. A tabu move counts where it breaks no limit
    further and leads below the best plan so far.
    """
    value, ties = np.inf, 0
    found = (-1, -1, -1, -1, 0.0)
    for at in range(len(moving)):
        i = moving[at]
        a = plan[i]
        for b in range(costs.shape[1]):
            if swaps_only or b == a or not allowed[i, b]:
                continue
            gain = costs[i, b] - costs[i, a]
            missed, wish = _row_change(
                i, b, -1, -1, plan, load, use, low, high, scale, weight, touched, whole, hard
            )
            gain += wish
            if until[i, b] > step and (missed > 0.0 or gain >= aspired):
                continue
            if gain + missed < value + 1e-12:
                ties = 1 if gain + missed < value - 1e-12 else ties + 1
                if ties == 1 or np.random.random() * ties < 1.0:
                    value, found = gain + missed, (i, b, -1, -1, gain)
        for other in range(at + 1, len(moving)):
            j = moving[other]
            b = plan[j]
            if a == b or not allowed[i, b] or not allowed[j, a]:
                continue
            gain = costs[i, b] - costs[i, a] + costs[j, a] - costs[j, b]
            gain += _pair(i, j, b, a, near, clash) + _pair(i, j, a, b, near, clash)
            gain -= _pair(i, j, b, b, near, clash) + _pair(i, j, a, a, near, clash)
            missed = 0.0
            if not swaps_only:
                missed, wish = _row_change(
                    i, b, j, a, plan, load, use, low, high, scale, weight, touched, whole, hard
                )
                gain += wish
            held = until[i, b] > step and until[j, a] > step
            if held and (missed > 0.0 or gain >= aspired):
                continue
            if gain + missed < value + 1e-12:
                ties = 1 if gain + missed < value - 1e-12 else ties + 1
                if ties == 1 or np.random.random() * ties < 1.0:
                    value, found = gain + missed, (i, b, j, a, gain)
    return found


@njit(cache=True, nogil=True)
def _loads(plan, use):
    """Return what the plan uses of every limit."""
    load = np.zeros(use.shape[0])
    for r in range(use.shape[0]):
        for i in range(len(plan)):
            load[r] += use[r, i, plan[i]]
    return load


@njit(cache=True, nogil=True)
def _all_kept(load, low, high, scale, hard):
    for r in range(hard):  # noqa: SIM110 - numba compiles no generators
        if _missed(load[r], low[r], high[r], scale[r]) > 0.0:
            return False
    return True


@njit(cache=True, nogil=True)
def _reweigh(weight, load, low, high, scale, lighter, hard):
    """Make broken limits dearer, or all limits cheaper where none was broken for a while."""
    for r in range(hard):
        if lighter:
            weight[r] *= 0.7
        elif _missed(load[r], low[r], high[r], scale[r]) > 0.0:
            weight[r] *= 1.5


@njit(cache=True, nogil=True)
def _kick(plan, best, allowed, moving, swaps_only, known):
    """Start elsewhere: shake the best plan, or now and then every movable zone."""
    way = np.random.random()
    if way < 0.4 and not swaps_only:
        _gather(plan, allowed, moving)
        return
    if known and way < 0.7:
        plan[:] = best
    count = len(moving)
    strength = 0.15 + 0.5 * np.random.random()
    for _ in range(max(2, int(strength * count))):
        i = moving[np.random.randint(count)]
        j = moving[np.random.randint(count)]
        a, b = plan[i], plan[j]
        if swaps_only or np.random.random() < 0.5:
            if allowed[i, b] and allowed[j, a]:
                plan[i], plan[j] = b, a
        else:
            b = np.random.randint(allowed.shape[1])
            if allowed[i, b]:
                plan[i] = b


@njit(cache=True, nogil=True)
def _gather(plan, allowed, moving):
    """Start from a few functions drawn at random: good plans differ in which ones they use."""
    functions = allowed.shape[1]
    drawn = np.random.permutation(functions)
    few = 2 + np.random.randint(max(1, functions - 1))
    for at in range(len(moving)):
        i = moving[at]
        for _ in range(8):
            b = drawn[np.random.randint(min(few, functions))]
            if allowed[i, b]:
                plan[i] = b
                break
