"""Leavers, pairs and hooks: only a complete file deactivates, and no pair stops an import."""

import pytest

from matching.models import Pair
from profiles import contributions
from profiles.models import AuditEvent, Profile
from tests.people import NOW
from tests.profiles.imports.files import changes, imported, person

pytestmark = pytest.mark.django_db

HEAD = "Email,Name,Department,Manager\n"


def row(profile, manager=None) -> str:
    boss = manager.user.email if manager else ""
    return f"{profile.user.email},{profile.name},{profile.department},{boss}\n"


def everybody_but(cast, *left) -> str:
    staff = [p for p in cast.readers().values() if p and p not in left]
    return HEAD + "".join(row(profile) for profile in staff)


def test_who_is_not_in_the_file_stays_unless_it_is_complete(cast):
    import_ = imported(everybody_but(cast, cast.dan))
    assert import_.counts["leavers"] == 1
    assert import_.leavers == ["Dan Weiss"]
    assert person("dan.weiss@example.com").is_active


def test_a_complete_file_deactivates_leavers(cast, client):
    client.force_login(cast.dan.user)
    client.get("/")
    import_ = imported(everybody_but(cast, cast.dan), complete=True, by=cast.hana.user)
    assert (import_.state, import_.counts["leavers"]) == ("done", 1)
    dan = person("dan.weiss@example.com")
    assert (dan.is_active, dan.user.is_active) == (False, False)
    assert AuditEvent.objects.filter(action="deactivated", about=dan.pk).count() == 1
    assert client.get("/").status_code == 302
    again = imported(everybody_but(cast, cast.dan), complete=True, by=cast.hana.user)
    assert changes(again) == {"rows": 7, "unchanged": 7}


def test_the_one_who_imports_must_be_in_a_complete_file(cast):
    import_ = imported(everybody_but(cast, cast.hana), complete=True, by=cast.hana.user)
    assert import_.state == "failed"
    assert [1, "The file must list you too, or you would lose your own access."] in import_.errors
    assert Profile.objects.get(pk=cast.hana.pk).is_active


def test_a_leaver_with_an_open_pair_does_not_stop_the_import(cast):
    import_ = imported(everybody_but(cast, cast.ben), complete=True, by=cast.hana.user)
    assert import_.state == "done"
    assert not Profile.objects.get(pk=cast.ben.pk).is_active
    assert not Pair.objects.get(pk=cast.pair.pk).is_open
    assert Profile.objects.get(pk=cast.ada.pk).mentoring_used == 0


def test_partners_in_one_reporting_line_stay_and_need_hr(cast, monkeypatch):
    told = []
    hooks = [*contributions.REPORTING_LINE_HOOKS, told.append]
    monkeypatch.setattr(contributions, "REPORTING_LINE_HOOKS", hooks)
    before = contributions.needs_you(now=NOW)
    import_ = imported(HEAD + row(cast.ada) + row(cast.ben, manager=cast.ada))
    assert changes(import_) == {"rows": 2, "changed": 1, "unchanged": 1, "manager": 1, "leavers": 6}
    assert person(cast.ben.user.email).manager == cast.ada
    assert told == [[cast.ben.pk]]
    assert Pair.objects.get(pk=cast.pair.pk).is_open
    assert len(contributions.needs_you(now=NOW)) == len(before) + 1


def test_a_broken_hook_is_undone_alone(cast, monkeypatch, caplog):
    def broken(pks):
        Profile.objects.filter(pk__in=pks).update(bio="half done")
        raise RuntimeError("no")

    monkeypatch.setattr(contributions, "REPORTING_LINE_HOOKS", [broken])
    import_ = imported(HEAD + row(cast.ada) + row(cast.ben, manager=cast.ada))
    ben = person(cast.ben.user.email)
    assert (import_.state, ben.manager, ben.bio) == ("done", cast.ada, "")
    assert "a reporting line hook failed" in caplog.text


def test_new_people_are_no_new_lines(cast, monkeypatch):
    told = []
    monkeypatch.setattr(contributions, "REPORTING_LINE_HOOKS", [told.append])
    imported(HEAD + "new@example.com,New Person,Sales,ada.obi@example.com\n")
    assert told == []
