import pytest

from profiles import contributions
from tests.people import make_person, make_skill

pytestmark = pytest.mark.django_db


def test_figures_and_an_empty_queue(cast, sign_in, monkeypatch):
    monkeypatch.setattr(contributions, "NEEDS_YOU", [])
    page = sign_in(cast.hana).get("/hr/").content.decode()
    assert "All quiet." in page
    assert "People here" in page
    assert "Skills in the list" in page


def test_proposed_skills_wait_for_hr(cast, sign_in):
    for name in ("Falconry", "Origami", "Rust", "Zither"):
        make_skill(name, status="proposed", proposed_by=make_person(name + " Fan"))
    page = sign_in(cast.hana).get("/hr/").content.decode()
    assert "4 skills wait for you" in page
    assert "Falconry, Origami, Rust…" in page
    assert 'href="/hr/skills/?status=proposed"' in page


def test_what_other_rooms_ask_comes_first_by_rank(cast, sign_in, monkeypatch):
    def source(*, now):
        return [contributions.NeedsYou(1, "Review run 3", "64 pairs", "Continue", "/x/")]

    monkeypatch.setattr(contributions, "NEEDS_YOU", [*contributions.NEEDS_YOU, source])
    monkeypatch.setattr(
        contributions,
        "FIGURES",
        [lambda *, now: [contributions.Figure(1, "Open pairs", 12, unit="of 40")]],
    )
    page = sign_in(cast.hana).get("/hr/").content.decode()
    assert "Review run 3" in page
    assert "Open pairs" in page
