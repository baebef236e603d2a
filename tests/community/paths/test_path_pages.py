import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from community import path_steps
from profiles.templatetags.interface import icon
from tests.community.paths.build import finish, full_path, make_path, make_step

pytestmark = pytest.mark.django_db
CHECK = f'<div class="card-foot">{icon("circle-check")}'


def test_the_list_shows_published_paths_with_where_the_reader_is(cast, sign_in):
    path = full_path()
    make_step(make_path("Other", slug="other"))
    make_path("Secret", slug="secret", state="draft")
    client = sign_in(cast.ada)
    page = client.get("/paths/").text
    assert "3 steps · 15 minutes" in page
    assert "Secret" not in page
    client.post(f"/paths/{path.slug}/steps/{path.steps.first().pk}/done/")
    page = client.get("/paths/").text
    assert "1 of 3 steps" in page
    assert CHECK not in page
    finish(path, cast.ada)
    page = client.get("/paths/mine/").text
    assert "Finished on" in page
    assert CHECK in page


def test_both_lists_say_when_they_are_empty(cast, sign_in):
    client = sign_in(cast.ada)
    assert "No paths yet" in client.get("/paths/").text
    assert "Nothing begun yet" in client.get("/paths/mine/").text


def test_the_path_leads_to_the_next_step_and_counts_minutes(cast, sign_in):
    path = full_path()
    first, second, _check = path.steps.current()
    client = sign_in(cast.ada)
    page = client.get("/paths/become-a-mentor/").text
    assert "About 15 minutes in all" in page
    assert f'href="{first.get_absolute_url()}">Start</a>' in page
    client.post(f"/paths/become-a-mentor/steps/{first.pk}/done/")
    page = client.get("/paths/become-a-mentor/").text
    assert "10 minutes left" in page
    assert f'href="{second.get_absolute_url()}">Continue</a>' in page


def test_a_step_taken_out_renumbers_the_path_and_what_is_done_stays(cast, sign_in):
    path = full_path()
    first, second, check = path.steps.current()
    client = sign_in(cast.ada)
    client.post(f"/paths/become-a-mentor/steps/{second.pk}/done/")
    path_steps.remove(first, now=timezone.now())
    page = client.get("/paths/become-a-mentor/").text
    assert "1 of 2 steps" in page
    assert "5 minutes left" in page
    assert client.get(f"/paths/become-a-mentor/steps/{first.pk}/").status_code == 404
    assert "Step 2 of 2" in client.get(f"/paths/become-a-mentor/steps/{check.pk}/").text


def test_whoever_has_done_all_that_is_left_has_finished(cast):
    path = full_path()
    first, second, check = path.steps.current()
    progress = finish(path, cast.ada)
    progress.done.filter(step=check).delete()
    type(progress).objects.update(finished_at=None)
    path_steps.remove(check, now=timezone.now())
    progress.refresh_from_db()
    assert progress.finished_at
    assert [step.position for step in path.steps.current()] == [1, 2]
    assert {first.pk, second.pk} == set(progress.done.values_list("step_id", flat=True))


def test_a_step_added_later_leaves_the_badge(cast, sign_in):
    path = full_path()
    finish(path, cast.ada)
    make_step(path, title="New")
    page = sign_in(cast.ada).get("/paths/become-a-mentor/").text
    assert "A step has been added since" in page
    assert "Trained mentor" in page


def test_what_is_taken_out_stays_for_those_who_had_begun(cast, sign_in):
    path = full_path()
    finish(path, cast.ada)
    type(path).objects.update(state="retired")
    assert "has been taken out" in sign_in(cast.ada).get("/paths/become-a-mentor/").text
    assert sign_in(cast.ben).get("/paths/become-a-mentor/").status_code == 404
    assert "become-a-mentor" not in sign_in(cast.ben).get("/paths/").text


def test_hr_looks_at_a_draft_and_nothing_is_kept(cast, sign_in):
    path = full_path(state="draft")
    first = path.steps.first()
    client = sign_in(cast.hana)
    assert "This is a preview." in client.get("/paths/become-a-mentor/").text
    assert "Done, next" not in client.get(first.get_absolute_url()).text
    done = client.post(f"/paths/become-a-mentor/steps/{first.pk}/done/")
    assert done.status_code == 404
    assert not path.progress.exists()


@pytest.mark.parametrize("address", ["/paths/", "/paths/mine/"])
def test_more_paths_ask_no_more(cast, sign_in, address):
    client = sign_in(cast.ada)
    counts = []
    for names in (["a"], ["b", "c"]):
        for name in names:
            finish(full_path(slug=name, name=name), cast.ada)
        client.get(address)
        with CaptureQueriesContext(connection) as queries:
            client.get(address)
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 8


def test_more_steps_ask_no_more(cast, sign_in):
    path = full_path()
    client = sign_in(cast.ada)
    client.get("/paths/become-a-mentor/")
    counts = []
    for _n in range(2):
        with CaptureQueriesContext(connection) as queries:
            client.get("/paths/become-a-mentor/")
        counts.append(len(queries))
        make_step(path)
        make_step(path)
    assert counts[0] == counts[1] <= 8


def test_the_list_has_pages(cast, sign_in):
    for n in range(13):
        make_step(make_path(f"Path {n:02}", slug=f"path-{n}"))
    client = sign_in(cast.ada)
    assert "1 to 12 of 13" in client.get("/paths/").text
    assert "Path 12" in client.get("/paths/?page=2").text
    assert client.get("/paths/?page=x").status_code == 200
