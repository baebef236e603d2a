import pytest

from mentorship.embedded import reset
from mentorship.embedded.address import run_lock

pytestmark = pytest.mark.xdist_group("embedded")


@pytest.fixture
def var(tmp_path, monkeypatch):
    monkeypatch.setenv("MENTORSHIP_VAR", str(tmp_path / "var"))
    return tmp_path / "var"


def test_removes_the_data(var, capsys):
    (var / "postgres").mkdir(parents=True)
    assert reset.main() == 0
    assert not var.exists()
    assert capsys.readouterr().out.startswith("var/ is removed")


def test_nothing_to_remove_is_fine(var):
    assert reset.main() == 0


def test_refuses_while_it_runs(var, capsys):
    with run_lock(var, "http://127.0.0.1:8000/"):
        assert reset.main() == 1
    assert var.exists()
    assert capsys.readouterr().out == (
        "Not removed: Mentorship is already running at http://127.0.0.1:8000/\n"
    )
