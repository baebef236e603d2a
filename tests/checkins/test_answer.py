import pytest

from checkins.models import CheckIn
from tests.checkins.asked import answered, ask, need_help


def test_the_author_answers_in_the_application(cast, sign_in):
    checkin = ask(cast)
    response = sign_in(cast.ben).post(f"/checkins/{checkin.pk}/", {"answer": "met_helped"})
    assert response["Location"] == f"/pairs/{cast.pair.pk}/"
    checkin.refresh_from_db()
    assert checkin.answer == "met_helped"


@pytest.mark.parametrize("who", ["ada", "dan", "hana", "cora"])
def test_nobody_else_reaches_the_question(cast, sign_in, who):
    checkin = ask(cast)
    assert sign_in(getattr(cast, who)).get(f"/checkins/{checkin.pk}/").status_code == 404


def test_a_huge_id_is_not_found(cast, sign_in):
    assert sign_in(cast.ben).get(f"/checkins/{2**70}/").status_code == 404


def test_a_changed_cry_returns_to_the_queue(cast, sign_in):
    checkin = need_help(cast)
    CheckIn.objects.filter(pk=checkin.pk).update(handled_at=checkin.answered_at)
    sign_in(cast.ben).post(f"/checkins/{checkin.pk}/", {"answer": "need_help"})
    checkin.refresh_from_db()
    assert checkin.handled_at is not None
    answered(cast, "booked")
    assert need_help(cast).handled_at is None


def test_a_concern_is_saved_as_this_weeks_answer(cast, sign_in):
    client = sign_in(cast.ada)
    url = f"/pairs/{cast.pair.pk}/concern/"
    assert "Hana Suzuki" in client.get(url).text
    client.post(url, {"answer": "not_a_fit", "words": "Different goals."})
    client.post(url, {"answer": "not_a_fit", "words": "Different goals."})
    checkin = CheckIn.objects.get()
    assert (checkin.author, checkin.answer, checkin.words) == (
        cast.ada, "not_a_fit", "Different goals.",
    )  # fmt: skip
    assert "Choose what it is" in client.post(url, {}).text
