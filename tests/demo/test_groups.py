"""The groups of the demo, as they are written down."""

from collections import Counter

from mentorship.demo.groups_written import all_groups


def test_six_circles_five_communities_four_projects():
    kinds = Counter(group.kind for group in all_groups())
    assert kinds == {"circle": 6, "community": 5, "project": 4}


def test_everybody_who_speaks_is_a_member_and_fits():
    for group in all_groups():
        speakers = {post.who for post in group.posts}
        speakers |= {who for post in group.posts for who, _days, _words in post.answers}
        assert max(speakers, default=0) < group.members, group.name
        names = [f"Member {n}" for n in range(group.members)]
        assert all("{" not in post.words.format(*names) for post in group.posts), group.name
        assert group.places is None or group.members <= group.places, group.name


def test_what_has_ended_says_what_came_of_it():
    assert all(bool(group.outcome) == (group.state == "archived") for group in all_groups())
