from tests.failed import names


def test_the_group_of_a_test_is_no_part_of_its_name():
    remembered = '{"tests/test_a.py::test_x@races": true, "tests/test_a.py::test_y[a@b]": true}'
    assert names(remembered) == ["tests/test_a.py::test_x", "tests/test_a.py::test_y[a@b]"]
