import doctest
from pathlib import Path

DOCS = Path(__file__).parents[3] / "docs"


def test_the_worked_example_is_true():
    result = doctest.testfile(str(DOCS / "engine.md"), module_relative=False)
    assert result.failed == 0
    assert result.attempted > 15
