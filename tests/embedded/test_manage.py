import os
from pathlib import Path

import pytest

from mentorship.embedded import StartError, manage
from mentorship.embedded.manage import Manage

pytestmark = pytest.mark.xdist_group("embedded")
TINY = Path(__file__).resolve().with_name("tiny")


@pytest.fixture
def tiny(tmp_path):
    (tmp_path / "database-mark").write_text("a mark")

    def _tiny(**env):
        return Manage(TINY, tmp_path, os.environ | {"MENTORSHIP_VAR": str(tmp_path)} | env)

    return _tiny


def test_prepares_once_and_again_only_for_another_database(tiny, tmp_path):
    sign_ins = "ada@example.com  mentor\n"
    assert [tiny().prepare(), tiny().prepare()] == [sign_ins, sign_ins]
    done = tmp_path / "commands"
    assert done.read_text().split() == ["collectstatic", "migrate", "demo"]
    (tmp_path / "database-mark").write_text("another mark")
    assert tiny().prepare() == sign_ins
    assert done.read_text().split()[3:] == ["migrate", "demo"]


def test_what_failed_is_done_again(tiny, tmp_path):
    with pytest.raises(StartError, match=r"demo failed:\n +no such luck"):
        tiny(FAILING="demo").prepare()
    tiny().prepare()
    assert (tmp_path / "commands").read_text().split().count("demo") == 2


def test_slow_command_says_what_it_does(tiny, monkeypatch, capsys):
    monkeypatch.setattr(manage, "QUIET", 0.1)
    tiny(SLOW="0.5").run("Creating the demo company", "demo")
    assert capsys.readouterr().out == "  Creating the demo company …\n"


def test_question_that_fails_shows_what_it_said(tiny):
    with pytest.raises(StartError, match="no such luck"):
        tiny(FAILING="demo").ask("demo", "--list")
