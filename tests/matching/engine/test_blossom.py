import random

from hypothesis import given, settings
from hypothesis import strategies as st

from matching.engine.blossom import Blossoms


def graph(seed):
    """Edges with feasible starting prices and some tight pairs, of many shapes."""
    chance = random.Random(seed)
    n, density, most = chance.randrange(1, 26), chance.random(), chance.choice((1, 2, 5, 1000))
    lift = chance.choice((0, 0, 10, 10**6))
    edges = [
        (i, j, lift + chance.randrange(most + 1))
        for i in range(n)
        for j in range(i + 1, n)
        if chance.random() < density
    ]
    price = start_prices(chance, n, edges)
    mate = [-1] * n
    for i, j, weight in edges:
        tight = price[i] + price[j] == 2 * weight
        if mate[i] == mate[j] == -1 and tight and chance.random() < 0.5:
            mate[i], mate[j] = j, i
    return n, edges, price, mate


def start_prices(chance, n, edges):
    highest = max((weight for *_, weight in edges), default=0)
    if chance.random() < 0.3:
        return [highest] * n
    price = [0] * n
    for i, j, weight in edges:
        price[chance.choice((i, j))] += max(0, 2 * weight - price[i] - price[j])
    return price


def matched(n, edges, price, mate):
    near = [[] for _ in range(n)]
    for i, j, weight in edges:
        near[i].append((j, 2 * weight))
        near[j].append((i, 2 * weight))
    search = Blossoms(near, price.copy(), mate.copy())
    search.match()
    return search


@settings(deadline=None)
@given(st.integers(0, 10**9))
def test_prices_hold_on_every_edge_and_prove_the_weight(seed):
    n, edges, price, mate = graph(seed)
    search = matched(n, edges, price, mate)
    mate, odd_sets = search.sets.mate, search.odd_sets
    weight = {(i, j): w for i, j, w in edges}
    total = sum(weight[i, mate[i]] for i in range(n) if mate[i] > i)
    assert all(mate[mate[i]] == i for i in range(n) if mate[i] >= 0)
    assert min(search.price) >= 0
    for i, j, w in edges:
        inside = sum(z for people, z in odd_sets if i in people and j in people)
        assert search.price[i] + search.price[j] + inside >= 2 * w
    limit = sum(search.price) + sum(z * (len(people) - 1) // 2 for people, z in odd_sets)
    assert limit == 2 * total


def test_odd_sets_are_needed_and_found():
    """Two triangles joined by one heavy edge inside a ring: a flow alone would halve pairs."""
    found = [matched(*graph(seed)) for seed in range(200)]
    sizes = {len(people) for search in found for people, _ in search.odd_sets}
    assert sizes >= {3, 5, 7, 9}
    assert all(size % 2 for size in sizes)
    nested = [s for s in found if any(s.sets.parent[b] >= 0 for b in s.sets.cycle)]
    assert nested
