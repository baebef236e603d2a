from profiles.imports import tree


def test_a_tree_has_no_loops():
    assert tree.loops([-1, 0, 0, 1]) == []


def test_loops_of_one_two_and_a_thousand_are_found():
    thousand = [at + 1 for at in range(3, 1_002)] + [3]
    assert tree.loops([0, 2, 1, *thousand, 1]) == [[0], [1, 2], list(range(3, 1_003))]


def test_a_long_chain_is_no_recursion():
    chain = [at + 1 for at in range(100_000)] + [-1]
    assert tree.loops(chain) == []


def test_loops_are_named_and_long_ones_shortened():
    assert tree.name_loop(["Ana Ruiz", "Bo Lee"]) == "Ana Ruiz → Bo Lee → Ana Ruiz"
    long = tree.name_loop([f"P{n}" for n in range(1_000)])
    assert long == "P0 → P1 → P2 → P3 → P4 → P5 → P6 → P7 → … (1000) → P0"
