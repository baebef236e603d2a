"""The pane beside a pair: options, "Why not X?", edits with a preview, comments, history."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from matching.models import PairRule, ReviewComment, Round
from profiles import search
from tests.people import make_pair

pytestmark = pytest.mark.django_db


def text(answer):
    return " ".join(answer.content.decode().split())


def path(name, proposal, *more):
    return reverse(name, args=[proposal.pk, *more])


def other_mentor(world, proposal):
    return next(row for row in world.mentors.values() if row.pk != proposal.mentor_id)


def test_the_pane_shows_options_in_words_before_points(hana, world):
    ben = world.proposal("Ben")
    pane = hana.fragment(path("proposal-options", ben), "options")
    options = pane.context["options"]
    assert options.current.mentor.pk == ben.mentor_id
    assert options.best
    for option in options.best:
        assert option.effect.headline in text(pane).replace("&#x27;", "'")
    assert "<html" not in text(pane)
    assert "The proposal" in text(pane)


def test_without_script_the_pane_is_a_page(hana, world):
    page = text(hana.client.get(path("proposal-options", world.proposal("Ben"))))
    assert "<html" in page
    assert "Why not someone else?" in page


def test_a_swap_is_previewed_then_made_and_undone(hana, world):
    ben = world.proposal("Ben")
    mentor = other_mentor(world, ben)
    edit = path("edit-proposal", ben, "swap")
    preview = hana.fragment(f"{edit}?mentor={mentor.pk}", "preview")
    assert "Swap" in text(preview)
    assert world.proposal("Ben").mentor_id == ben.mentor_id
    answer = hana.client.post(f"{edit}?tab=look&here=console", {"mentor": mentor.pk}, follow=True)
    assert f"Ben Ito gets {mentor.profile.name}." in text(answer)
    assert world.proposal("Ben").mentor_id == mentor.pk
    hana.press("undo-step", world.round, target="console")
    assert world.proposal("Ben").mentor_id == ben.mentor_id


@pytest.mark.parametrize("mentor", ["", "x", "0"])
def test_an_edit_without_a_mentor_says_so(hana, world, mentor):
    ben = world.proposal("Ben")
    answer = hana.client.post(path("edit-proposal", ben, "swap"), {"mentor": mentor})
    assert answer.status_code == 200
    assert world.proposal("Ben").mentor_id == ben.mentor_id


def test_an_unknown_edit_or_mentor_is_not_there(hana, world):
    ben = world.proposal("Ben")
    assert hana.client.get(path("edit-proposal", ben, "nonsense")).status_code == 404
    edit = path("edit-proposal", ben, "swap")
    assert hana.client.get(f"{edit}?mentor=999999").status_code == 404
    assert hana.client.get(f"{edit}?mentor={ben.mentee_id}").status_code == 404


def test_a_forced_pair_needs_a_reason(hana, world):
    ben = world.proposal("Ben")
    mentor = other_mentor(world, ben)
    PairRule.objects.create(
        program=world.program,
        round=world.round,
        mentor=mentor.profile,
        mentee=ben.mentee.profile,
        kind="forbid",
        scope="round",
        reason="Once",
        author=world.hana.user,
    )
    force = path("edit-proposal", ben, "force")
    refused = hana.client.post(force, {"mentor": mentor.pk, "reason": " "})
    assert "Enter a reason" in text(refused)
    assert "There is a problem" in text(refused)
    assert world.proposal("Ben").mentor_id == ben.mentor_id


def test_why_not_finds_answers_and_says_when_nobody_is_called_so(hana, world):
    ben = world.proposal("Ben")
    mentor = other_mentor(world, ben)
    search.refresh(mentor.profile)
    ask = path("why-not", ben)
    found = hana.fragment(f"{ask}?q={mentor.profile.first_name}", "why-not")
    assert f"{ask}?mentor={mentor.pk}" in text(found)
    answer = hana.fragment(f"{ask}?mentor={mentor.pk}", "why-not")
    assert answer.context["answer"].title in text(answer).replace("&#x27;", "'")
    nobody = text(hana.fragment(f"{ask}?q=Zebulon", "why-not"))
    assert "No mentor of this program is called “Zebulon”." in nobody
    assert hana.client.get(f"{ask}?mentor=999999").status_code == 404


def test_a_closed_round_works_nothing_out(hana, world):
    ben = world.proposal("Ben")
    Round.objects.filter(pk=world.round.pk).update(state="cancelled")
    pane = hana.fragment(path("proposal-options", ben), "options")
    assert "The round is closed. Options are worked out while it is open." in text(pane)
    assert "Why not someone else?" not in text(pane)
    asked = hana.fragment(f"{path('why-not', ben)}?mentor={ben.mentor_id}", "why-not")
    assert "The round is closed." in text(asked)


def test_comments_ask_a_reviewer_who_settles_them(hana, world):
    ben = world.proposal("Ben")
    add = path("add-comment", ben)
    empty = hana.client.post(
        add, {"text": " "}, headers={"HX-Request": "true", "HX-Target": "notes"}
    )
    assert "Enter a comment" in text(empty)
    long = hana.client.post(add, {"text": "x" * 501})
    assert "The comment must be 500 characters or fewer" in text(long)
    assert "x" * 501 in text(long)
    hana.client.post(add, {"text": "@Cora the hours?"})
    comment = ReviewComment.objects.get()
    assert comment.mentioned == world.cora.user
    pane = text(hana.fragment(path("proposal-options", ben), "options"))
    assert "@Cora the hours?" in pane
    assert "Settled" not in pane
    hana.client.force_login(world.cora.user)
    assert "Settled" in text(hana.fragment(path("proposal-options", ben), "options"))
    hana.client.post(path("settle-comment", ben, comment.pk))
    comment.refresh_from_db()
    assert comment.settled_at
    assert hana.client.post(path("settle-comment", ben, 2**63)).status_code == 404


def test_history_names_earlier_pairs_and_how_they_ended(hana, world):
    ben = world.proposal("Ben")
    pair = make_pair(world.program, ben.mentor, world.mentees["Omar"], state="ended")
    today = timezone.now().date()
    pair.starts_on = today - dt.timedelta(days=90)
    pair.ended_on, pair.ends_on = today - dt.timedelta(days=9), today
    pair.save()
    pane = text(hana.fragment(path("proposal-options", ben), "options"))
    assert f"Omar Haddad was with {ben.mentor.profile.name}" in pane
    assert "ended early" in pane


def test_ones_own_pace_is_shown_to_oneself_only(hana, world):
    hana.press("approve-proposal", world.proposal("Omar"))
    ben = path("proposal-options", world.proposal("Ben"))
    assert "You decided 1 pair one by one, 100 % approved." in text(hana.fragment(ben, "options"))
    hana.client.force_login(world.cora.user)
    assert "one by one" not in text(hana.fragment(ben, "options"))
