"""Posts, answers, mentions and their mail."""

import pytest
from django.utils import timezone

from community import joining, posts
from community.models import Mention, Post
from outbox import kinds
from outbox.models import Message
from tests.community.groups.world import crowd, make_group, put_in, row_of
from tests.people import make_person

pytestmark = pytest.mark.django_db
NOW = timezone.now()


@pytest.fixture
def group(cast):
    group = make_group(cast.ada)
    put_in(group, cast.ben, cast.dan)
    return group


def mentioned():
    rows = Message.objects.filter(kind="group-mention")
    return list(rows.order_by("pk").values_list("recipient__email", flat=True))


@pytest.mark.parametrize(
    ("words", "names"),
    [
        ("Thanks @Ben Ito!", ["Ben Ito"]),
        ("Thanks @ben", ["Ben Ito"]),
        ("@Dan Weiss and @Ben", ["Dan Weiss", "Ben Ito"]),
        ("@Ben @Ben Ito", ["Ben Ito"]),
        ("write to ben@example.com, @Benjamin, @ Ben or @@Ben", []),
        ("@Emil Novak is no member", []),
    ],
)
def test_who_is_named(cast, group, words, names):
    people = [row.profile for row in group.memberships.select_related("profile")]
    assert [person.name for person in posts.named(words, people)] == names


def test_a_first_name_two_members_have_names_nobody():
    one, other = make_person("Ana Ruiz"), make_person("Ana Silva", email="silva@example.com")
    assert posts.named("@Ana", [one, other]) == []
    assert posts.named("@Ana Silva", [one, other]) == [other]


def test_a_mention_is_one_mail_a_day_and_group(cast, group):
    posts.write(group, cast.ada, "@Ben, look", now=NOW)
    posts.write(group, cast.ada, "@Ben, look again", now=NOW)
    assert mentioned() == [cast.ben.user.email]
    assert Mention.objects.count() == 2
    posts.write(group, cast.ada, "@Ben", now=NOW + timezone.timedelta(days=1))
    assert mentioned() == [cast.ben.user.email] * 2


def test_nobody_is_told_of_their_own_words_or_once_they_have_left(cast, group):
    posts.write(group, cast.ben, "I, @Ben", now=NOW)
    joining.leave(row_of(group, cast.dan), now=NOW)
    posts.write(group, cast.ada, "@Dan Weiss", now=NOW)
    assert mentioned() == []


def test_the_mail_is_a_nudge_and_is_not_sent_when_the_post_is_gone(cast, group):
    post = posts.write(group, cast.ada, "@Ben, look", now=NOW)
    message = Message.objects.get(kind="group-mention")
    kind = kinds.kind_named("group-mention")
    assert (kind.is_nudge, kind.topic, kind.still_wanted(message)) == (True, "groups", True)
    assert "“@Ben, look”" in kind.render(message).text
    posts.delete(post)
    assert not kind.still_wanted(message)


def test_writing_answering_changing_deleting(cast, group, sign_in):
    client, path = sign_in(cast.ben), f"/groups/{group.pk}/posts/"
    client.post(f"{path}write/", {"body": "Hello **all**"})
    post = Post.objects.get()
    assert (post.author, post.body) == (cast.ben, "Hello **all**")
    sign_in(cast.dan).post(f"/group-posts/{post.pk}/answer/", {"body": "Hi"})
    answer = Post.objects.get(parent=post)
    sign_in(cast.ada).post(f"/group-posts/{answer.pk}/answer/", {"body": "Hi both"})
    assert post.replies.count() == 2
    client = sign_in(cast.ben)
    client.post(f"/group-posts/{post.pk}/edit/", {"seen": "1", "body": "Hello"})
    post.refresh_from_db()
    assert (post.body, post.edited_at is not None, post.version) == ("Hello", True, 2)
    client.post(f"/group-posts/{post.pk}/delete/")
    post.refresh_from_db()
    assert post.body == ""
    page = client.get(path).text
    assert "These words were deleted." in page
    assert "Hi both" in page
    sign_in(cast.dan).post(f"/group-posts/{answer.pk}/delete/")
    assert not Post.objects.filter(pk=answer.pk).exists()


def test_a_stale_change_shows_both(cast, group, sign_in):
    post = posts.write(group, cast.ben, "First", now=NOW)
    posts.change(post, "In the other tab", seen=1, now=NOW)
    page = (
        sign_in(cast.ben).post(f"/group-posts/{post.pk}/edit/", {"seen": "1", "body": "Mine"}).text
    )
    assert "You changed this in another tab" in page
    assert "In the other tab" in page
    assert "Mine" in page
    post.refresh_from_db()
    assert post.body == "In the other tab"


@pytest.mark.parametrize(
    ("body", "says"),
    [
        ("", "Enter your post"),
        ("x" * 10_000, "Your post must be 4,000 characters or fewer"),
        ("a\x00b", "Enter text without control characters"),
    ],
)
def test_a_post_with_an_error_keeps_what_was_typed(cast, group, sign_in, body, says):
    page = sign_in(cast.ben).post(f"/groups/{group.pk}/posts/write/", {"body": body}).text
    assert says in page
    assert body[:50].replace("\x00", "") in page.replace("\x00", "")
    assert not Post.objects.exists()


def test_nobody_changes_the_words_of_others(cast, group, sign_in):
    post = posts.write(group, cast.ben, "Mine", now=NOW)
    for person in (cast.dan, cast.ada, cast.emil):
        client = sign_in(person)
        assert client.post(f"/group-posts/{post.pk}/edit/", {"body": "x"}).status_code == 404
    assert sign_in(cast.dan).post(f"/group-posts/{post.pk}/delete/").status_code == 404
    assert sign_in(cast.ada).post(f"/group-posts/{post.pk}/delete/").status_code == 302


def test_what_people_write_is_never_markup(cast, group, sign_in):
    posts.write(group, cast.ben, "<script>alert(1)</script> [x](javascript:alert(1))", now=NOW)
    page = sign_in(cast.ada).get(f"/groups/{group.pk}/posts/").text
    assert "<script>alert" not in page
    assert 'href="javascript' not in page


def test_many_posts_have_pages(cast, group, sign_in):
    for n in range(17):
        posts.write(group, crowd(1)[0] if n == 0 else cast.ben, f"Post {n}.", now=NOW)
    client = sign_in(cast.ben)
    assert "1 to 15 of 17" in client.get(f"/groups/{group.pk}/posts/").text
    assert "16 to 17 of 17" in client.get(f"/groups/{group.pk}/posts/?page=2").text
