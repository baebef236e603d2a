import numpy as np

from matching.packing import Lists, Numbers, folded, numbers_of


def test_texts_are_numbered_as_they_come_and_equal_names_share_one():
    numbers = Numbers(folded)
    assert [numbers[text] for text in ("Chess", "Jazz", " chess ", "CHESS")] == [0, 1, 0, 0]
    assert list(numbers.names) == ["chess", "jazz"]
    assert numbers.places_in(("jazz", "tea")).tolist() == [-1, 0]


def test_lists_keep_their_order_and_forget_what_has_no_place():
    lists = Lists()
    for row in ([2, 0], [], [1, 1]):
        lists.add(row)
    assert lists.owners().tolist() == [0, 0, 2, 2]
    ragged = lists.renamed(np.array([7, -1, 9]))
    assert [ragged.row(i)[:, 0].tolist() for i in range(3)] == [[9, 7], [], []]


def test_no_lists_at_all():
    ragged = Lists().renamed(np.zeros(0, np.int64))
    assert (len(ragged), ragged.values.shape) == (0, (0, 1))


def test_unknown_texts_are_minus_one():
    assert numbers_of(["b", "", "c"], ("a", "b")).tolist() == [1, -1, -1]
