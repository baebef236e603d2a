"""What a mentee wrote reaches the mentor's page and letter only while they say it may."""

import pytest
from django.utils import timezone

from checkins import farewell, kept_words, stops, worth
from checkins.models import Thanks
from outbox.models import Message
from tests.checkins.endings import over
from tests.mail import drain_outbox
from tests.people import enroll, make_pair, make_person

PAGE, TELL = "/groups/made-possible/", "/groups/made-possible/tell/"
WORDS = "You asked, and then you waited for the answer."


@pytest.fixture
def boss(cast):
    boss = make_person("Bea Boss")
    cast.ada.manager = boss
    cast.ada.save(update_fields=["manager"])
    return boss


def url(cast, rest):
    return f"/pairs/{cast.pair.pk}/{rest}/"


def thank(cast, *, author=None, may_keep=True, words=WORDS):
    over(cast)
    author = author or cast.ben
    return farewell.thank(cast.pair, author, words, may_keep=may_keep, now=timezone.now())


@pytest.mark.parametrize("data", [{}, {"may_keep": "on"}])
def test_only_a_tick_lets_the_mentor_keep_words(cast, sign_in, data):
    over(cast)
    client = sign_in(cast.ben)
    for path in ("celebrate", "thank"):
        page = client.get(url(cast, path)).text
        assert "May Ada keep these words?" in page
        assert "HR and coordinators: never." in page
        assert "checked" not in page.split('name="may_keep"')[1].split(">")[0]
    client.post(url(cast, "thank"), {"words": WORDS} | data)
    page = sign_in(cast.ada).get(PAGE).text
    assert (WORDS in page, "Ben Ito" in page) == (bool(data), bool(data))


def test_a_tick_is_kept_when_the_line_is_missing(cast, sign_in):
    over(cast)
    page = sign_in(cast.ben).post(url(cast, "thank"), {"words": "", "may_keep": "on"}).text
    assert "checked" in page.split('name="may_keep"')[1].split(">")[0]


def test_it_is_taken_back_and_given_again_on_the_page_of_the_ending(cast, sign_in):
    thank(cast)
    client = sign_in(cast.ben)
    assert "Ada may keep these words." in client.get(url(cast, "celebrate")).text
    for _time in range(2):
        client.post(url(cast, "thank/withdraw"))
        assert worth.words_for(cast.ada) == []
    assert "May Ada keep these words?" in client.get(url(cast, "celebrate")).text
    for _time in range(2):
        client.post(url(cast, "thank/keep"))
        assert [said.text for said in worth.words_for(cast.ada)] == [WORDS]


def test_the_mentor_is_told_that_they_may(cast, sign_in):
    thank(cast)
    client = sign_in(cast.ada)
    assert "Ben lets you keep these words" in client.get(url(cast, "celebrate")).text
    kept_words.withdraw(cast.pair, cast.ben)
    page = client.get(url(cast, "celebrate")).text
    assert WORDS in page
    assert "lets you keep" not in page


def test_what_a_mentor_writes_is_nobodys_record(cast, sign_in):
    over(cast)
    client = sign_in(cast.ada)
    assert "may_keep" not in client.get(url(cast, "celebrate")).text
    client.post(url(cast, "thank"), {"words": WORDS, "may_keep": "on"})
    assert Thanks.objects.get().kept_since is None
    assert not kept_words.allow(cast.pair, cast.ada, now=timezone.now())
    assert worth.words_for(cast.ben) == worth.words_for(cast.ada) == []


def test_without_words_there_is_nothing_to_keep(cast):
    assert not kept_words.allow(cast.pair, cast.ben, now=timezone.now())


def test_nothing_is_kept_of_a_pair_in_which_contact_is_stopped(cast):
    thank(cast)
    stops.stop(cast.pair, by=cast.ben, concern=None, now=timezone.now())
    assert worth.words_for(cast.ada) == []


def test_the_letter_carries_them_when_the_mentor_presses(cast, sign_in, boss, smtp):
    thank(cast)
    client = sign_in(cast.ada)
    assert f"“{WORDS}” (Ben Ito)" in client.get(PAGE).text
    assert not Message.objects.filter(kind="tell-manager").exists()
    client.post(TELL)
    [mail] = [mail for mail in drain_outbox() if mail.to == boss.user.email]
    assert f"“{WORDS}” (Ben Ito)" in mail.text
    assert len(mail.html) < 60_000


def test_words_taken_back_after_the_press_are_not_sent(cast, sign_in, boss, smtp):
    thank(cast)
    sign_in(cast.ada).post(TELL)
    kept_words.withdraw(cast.pair, cast.ben)
    [mail] = [mail for mail in drain_outbox() if mail.to == boss.user.email]
    assert WORDS not in mail.text
    assert "Ben" not in mail.text


def test_words_given_after_the_press_are_not_in_that_letter(cast, sign_in, boss, smtp):
    thank(cast, may_keep=False)
    sign_in(cast.ada).post(TELL)
    kept_words.allow(cast.pair, cast.ben, now=timezone.now())
    [mail] = [mail for mail in drain_outbox() if mail.to == boss.user.email]
    assert WORDS not in mail.text


def test_a_letter_quotes_three_and_the_page_all(cast, sign_in, boss):
    thank(cast)
    for n in range(4):
        mentee = enroll(cast.program, make_person(f"Mentee {n}"))
        pair = make_pair(cast.program, cast.ada_enrolled, mentee, state="ended")
        farewell.thank(pair, mentee.profile, f"Line {n}.", may_keep=True, now=timezone.now())
    page = sign_in(cast.ada).get(PAGE).text
    letter = page[page.index("Tell my manager") :]
    for n in range(4):
        assert f"“Line {n}.”" in page
    assert [n for n in range(4) if f"“Line {n}.”" in letter] == [1, 2, 3]


def test_the_page_costs_the_same_for_one_and_three_lines(
    cast, sign_in, django_assert_max_num_queries
):
    thank(cast)
    client = sign_in(cast.ada)
    client.get(PAGE)
    with django_assert_max_num_queries(15) as one:
        client.get(PAGE)
    for n in range(2):
        mentee = enroll(cast.program, make_person(f"Mentee {n}"))
        pair = make_pair(cast.program, cast.ada_enrolled, mentee, state="ended")
        farewell.thank(pair, mentee.profile, f"Line {n}.", may_keep=True, now=timezone.now())
    with django_assert_max_num_queries(15) as three:
        client.get(PAGE)
    assert len(one) == len(three)
