import io
from dataclasses import replace

import pytest
from django.core.management import call_command
from django.utils import timezone

from community import exercises, path_desk, path_files, shipped_paths
from community.models import Path, PathStep
from tests.community.paths.build import finish, make_path

pytestmark = pytest.mark.django_db


def load():
    out = io.StringIO()
    call_command("load_paths", stdout=out)
    return out.getvalue().splitlines()


def text(slug="become-a-mentor"):
    return next(path for path in path_files.all_paths() if path.slug == slug)


def test_it_publishes_the_five_and_twice_is_once():
    assert [line.split(": ")[1] for line in load()] == ["added"] * 5
    before = list(PathStep.objects.values_list("pk", "title"))
    assert [line.split(": ")[1] for line in load()] == ["same"] * 5
    assert list(PathStep.objects.values_list("pk", "title")) == before
    path = Path.objects.get(slug="become-a-mentor")
    assert path.state == "published"
    assert path.steps.last().questions.count() == 7


def test_an_update_keeps_what_people_have_done_and_written(cast):
    load()
    path = Path.objects.get(slug="become-a-mentor")
    written = path.steps.get(key="who-did-it-for-you")
    now = timezone.now()
    exercises.save(cast.ada, written, "My boss", seen=None, now=now)
    finish(path, cast.ada)
    ours = text()
    steps = (replace(ours.steps[2], title="New words"), ours.steps[0], *ours.steps[3:])
    newer = replace(ours, steps=steps, digest="newer")
    assert shipped_paths.load(newer, now=now) == "updated"
    titles = list(path.steps.current().values_list("title", flat=True))
    assert titles[:2] == ["New words", ours.steps[0].title]
    assert list(path.steps.current().values_list("position", flat=True)) == list(range(1, 9))
    progress = path.progress.get(profile=cast.ada)
    assert progress.finished_at
    assert progress.done.count() == 9
    assert exercises.of(cast.ada, path).get().text == "My boss"


def test_a_step_that_leaves_may_be_the_last_one_somebody_lacked(cast):
    load()
    path = Path.objects.get(slug="become-a-mentor")
    progress = finish(path, cast.ada)
    first = path.steps.get(key="what-you-are-for")
    progress.done.filter(step=first).delete()
    type(progress).objects.update(finished_at=None)
    ours = text()
    shipped_paths.load(replace(ours, steps=ours.steps[1:], digest="x"), now=timezone.now())
    progress.refresh_from_db()
    assert progress.finished_at


def test_what_hr_changed_is_left_alone_until_hr_wants_the_original_again(cast):
    load()
    path = Path.objects.get(slug="become-a-mentor")
    now, words = timezone.now(), {"summary": "", "goals": "", "badge": "Guide"}
    path_desk.change(path, name="Our own", **words, by=cast.hana.user, now=now)
    newer = replace(text(), digest="newer")
    assert shipped_paths.load(newer, now=now) == "kept"
    path.refresh_from_db()
    assert path.name == "Our own"
    assert path_desk.restore(path, by=cast.hana.user, now=now)
    path.refresh_from_db()
    assert (path.name, path.changed_here_at) == ("Become a mentor", None)


def test_a_state_hr_gave_it_stays(cast):
    load()
    path = Path.objects.get(slug="become-a-mentor")
    path_desk.retire(path, by=cast.hana.user)
    shipped_paths.load(replace(text(), digest="newer"), now=timezone.now())
    path.refresh_from_db()
    assert path.state == "retired"


def test_a_path_of_ones_own_with_the_same_address_is_not_overwritten():
    own = make_path("Ours", slug="share-what-you-know")
    assert "share-what-you-know: kept" in load()
    own.refresh_from_db()
    assert own.name == "Ours"
    assert not own.steps.exists()
