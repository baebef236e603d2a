import sys

import pytest

from mentorship.embedded import lend

pytestmark = pytest.mark.xdist_group("embedded")
PROGRAM = """
import os, pathlib, psycopg
with psycopg.connect(os.environ["DATABASE_URL"]) as connection:
    name = connection.execute("SELECT current_user").fetchone()[0]
pathlib.Path(r"{answer}").write_text(name + " " + os.environ["MENTORSHIP_ENV"])
raise SystemExit(3)
"""


def test_command_gets_servers_and_its_code_comes_back(tmp_path):
    answer = tmp_path / "answer"
    assert lend.main([sys.executable, "-c", PROGRAM.format(answer=answer)]) == 3
    assert answer.read_text() == "mentorship test"
