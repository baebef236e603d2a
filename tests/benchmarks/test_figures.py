import json

import pytest

from benchmarks import figures
from benchmarks.figures import Goal, Table, alone, once
from benchmarks.memory import RESET


def test_a_table_prints_its_columns_and_stores_every_figure(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(figures, "FOLDER", tmp_path / "bench")
    table = Table("Sums", {"way": "<8", "s": ">7.2f", "x": ">5.1f"})
    table.add({"way": "ours", "s": 0.5, "x": None, "load": 1.0})
    table.store("sums", [Goal("sums", ">= 2 x", "1 x", met=False)])
    printed = capsys.readouterr().out.splitlines()
    assert printed[:3] == ["Sums", "way           s    x", "ours       0.50"]
    assert printed[3].endswith("NOT MET")
    stored = json.loads((tmp_path / "bench" / "sums.json").read_text())
    assert stored["figures"] == [{"way": "ours", "s": 0.5, "x": None, "load": 1.0}]
    assert stored["goals"][0]["met"] is False


def test_work_is_done_in_a_process_of_its_own():
    assert alone(sum, [1, 2]) == 3


@pytest.mark.skipif(not RESET.exists(), reason="the peak is read from Linux")
def test_a_cost_holds_the_peak_above_what_was_held_before():
    kept, cost = once(lambda: len(bytearray(64 * 2**20)))
    assert kept == 64 * 2**20
    assert 60 <= cost.memory <= 90
