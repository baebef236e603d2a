import doctest
from pathlib import Path

from matching.engine import certificate

DOCS = Path(__file__).parents[3] / "docs"


def test_the_worked_example_is_true():
    result = doctest.testfile(str(DOCS / "engine.md"), module_relative=False)
    assert result.failed == 0
    assert result.attempted > 15


def test_the_proof_worked_out_beside_the_code_is_true():
    result = doctest.testmod(certificate)
    assert (result.failed, result.attempted) == (0, 5)
