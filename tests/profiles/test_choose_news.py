"""What a channel is told by itself: HR ticks it and reads first how it will read."""

import pytest

from matching import news
from outbox.models import Channel, Message
from profiles.models import AuditEvent
from tests.outbox.test_channels import channel_at
from tests.people import make_hr, make_program

pytestmark = pytest.mark.django_db
HOOK = "http://127.0.0.1:9/hooks/secret-token"


@pytest.fixture
def hr(sign_in):
    return sign_in(make_hr())


@pytest.fixture
def url():
    return f"/hr/channels/{channel_at(HOOK).pk}/"


def test_a_new_channel_is_told_nothing(hr, url):
    page = hr.get(url).text
    assert "Sign-up of a program opens" in page
    assert 'value="news-sign-up-opens">' in page
    assert Channel.objects.get().news == []


def test_what_is_ticked_is_kept_and_unticked_again(hr, url):
    wanted = [news.OPENS, news.PUBLISHED]
    for _time in range(2):
        hr.post(f"{url}news/", {"news": wanted})
    assert Channel.objects.get().news == wanted
    assert f'value="{news.OPENS}" checked>' in hr.get(url).text
    assert list(AuditEvent.objects.values_list("action", flat=True)) == ["channel.news"]
    hr.post(f"{url}news/")
    assert Channel.objects.get().news == []


def test_a_kind_that_does_not_exist_is_refused(hr, url):
    page = hr.post(f"{url}news/", {"news": ["gossip"]}).text
    assert "Choose from the announcements in the list" in page
    assert Channel.objects.get().news == []


def test_the_preview_is_true_and_sends_nothing(hr, url):
    assert "There is nothing to say it of yet." in hr.get(url).text
    make_program("Autumn Circle")
    make_program("Only for Finance", audience={"departments": ["Finance"]})
    page = hr.get(url).text
    assert "Sign-up for Autumn Circle is open" in page
    assert "Sign-up for Autumn Circle closes on" in page
    assert "Only for Finance" not in page
    assert not Message.objects.exists()


def test_the_page_costs_the_same_for_one_and_three_programs(hr, url, django_assert_max_num_queries):
    make_program("One")
    hr.get(url)
    with django_assert_max_num_queries(15) as one:
        hr.get(url)
    make_program("Two")
    make_program("Three")
    with django_assert_max_num_queries(15) as three:
        hr.get(url)
    assert len(one) == len(three)
