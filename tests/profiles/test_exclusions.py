import pytest

from profiles import exclusions

pytestmark = pytest.mark.django_db


def test_an_exclusion_works_in_both_directions(cast):
    exclusions.exclude(cast.ada, [cast.ben])
    exclusions.exclude(cast.dan, [cast.ada])
    assert exclusions.excluded_ids(cast.ada) == {cast.ben.pk, cast.dan.pk}
    assert exclusions.excluded_ids(cast.ben) == {cast.ada.pk}
    assert exclusions.is_excluded(cast.ben, cast.ada)
    assert not exclusions.is_excluded(cast.ben, cast.dan)


def test_pairs_are_named_once_and_in_order(cast):
    exclusions.exclude(cast.ben, [cast.ada])
    exclusions.exclude(cast.ada, [cast.ben, cast.dan])
    ids = [cast.ada.pk, cast.ben.pk]
    assert exclusions.pairs(ids) == [(cast.ada.pk, cast.ben.pk)]


def test_twice_and_oneself_change_nothing(cast):
    exclusions.exclude(cast.ada, [cast.ben, cast.ada])
    exclusions.exclude(cast.ada, [cast.ben])
    assert exclusions.excluded_ids(cast.ada) == {cast.ben.pk}


def test_only_the_author_can_take_it_back(cast):
    exclusions.exclude(cast.ada, [cast.ben])
    exclusions.allow_again(cast.ben, cast.ada.pk)
    assert exclusions.excluded_ids(cast.ben) == {cast.ada.pk}
    exclusions.allow_again(cast.ada, cast.ben.pk)
    assert exclusions.excluded_ids(cast.ben) == set()
