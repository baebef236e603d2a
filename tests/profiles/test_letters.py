"""Writing to a list: who gets it, at most one a week, from a human, only within one's access."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from matching.models import Coordinator, Policy
from outbox.models import Message, Suppression
from profiles import letters, search
from profiles.models import AuditEvent, Letter
from tests.mail import drain_outbox
from tests.people import enroll, make_hr, make_pair, make_person, make_program
from tests.profiles.pages import errors

pytestmark = pytest.mark.django_db
NEW = "/hr/letters/new/"
WORDS = {"subject": "A word, {first_name}", "body": "Hi {first_name},\n\nsee you at {company}.\n"}


@pytest.fixture
def cora(cast, sign_in):
    return sign_in(cast.cora)


@pytest.fixture
def hr(cast, sign_in):
    return sign_in(cast.hana)


def program_list(cast, **more) -> str:
    return f"{NEW}?list=program&program={cast.program.pk}" + "".join(
        f"&{name}={value}" for name, value in more.items()
    )


def written(client, url, **words) -> Letter:
    answer = client.post(url, WORDS | words)
    assert answer.status_code == 302, errors(answer)
    return Letter.objects.latest("pk")


def sent(client, letter, seen):
    return client.post(f"/hr/letters/{letter.pk}/send/", {"seen": seen}, follow=True)


def names(people) -> list[str]:
    return [person.name for person in people]


def test_a_letter_reaches_the_list_from_a_named_human(cora, cast, smtp):
    letter = written(cora, program_list(cast))
    page = cora.get(f"/hr/letters/{letter.pk}/")
    assert names(page.context["some"]) == ["Ada Obi", "Ben Ito", "Dan Weiss"]
    assert "Send to 3 people" in page.content.decode()
    assert "Hi Ada," in page.content.decode()
    assert Message.objects.count() == 0
    sent(cora, letter, 3)
    mails = drain_outbox()
    assert sorted(mail.to for mail in mails) == [
        "ada.obi@example.com",
        "ben.ito@example.com",
        "dan.weiss@example.com",
    ]
    ben = next(mail for mail in mails if mail.to.startswith("ben"))
    assert ben.subject == "A word, Ben"
    assert ben.text.startswith("Hi Ben,\n\nsee you at Lumen.\n\nCora Lind\n")
    assert ben.headers["From"] == '"Cora Lind, mentoring at Lumen" <mentoring@localhost>'
    assert ben.headers["Reply-To"] == "Cora Lind <cora.lind@example.com>"
    assert "You get this because of Spring Mentoring. Cora Lind wrote this." in ben.text
    assert "It went to 3 people." in ben.text
    event = AuditEvent.objects.get(action="letter.sent")
    assert (event.actor, event.data) == (cast.cora.user, {"people": 3})


def test_one_letter_a_week_and_who_is_left_out_is_named(cora, hr, cast, smtp, client):
    client.force_login(cast.cora.user)
    first = written(client, program_list(cast, role="mentor"))
    sent(client, first, 1)
    client.force_login(cast.hana.user)
    Suppression.objects.create(address="DAN.weiss@example.com")
    second = written(client, program_list(cast))
    page = client.get(f"/hr/letters/{second.pk}/")
    assert names(page.context["some"]) == ["Ben Ito"]
    assert [(p.name, str(why)) for p, why in page.context["skipped"]] == [
        ("Ada Obi", "had a letter this week"),
        ("Dan Weiss", "has an address that takes no mail"),
    ]
    page = sent(client, second, 1)
    assert "2 people did not get it" in page.content.decode()
    second.refresh_from_db()
    assert (second.sent_to, len(second.skipped)) == (1, 2)


def test_next_week_is_open_again(cast):
    now = dt.datetime(2027, 5, 30, 21, 30, tzinfo=dt.UTC)  # Sunday 23:30 in Madrid
    later = now + dt.timedelta(hours=1)
    assert letters.key_of(cast.ada, now=now) == f"letter:{cast.ada.pk}:2027-W21"
    assert letters.key_of(cast.ada, now=later) == f"letter:{cast.ada.pk}:2027-W22"


def test_a_letter_goes_out_once(cora, cast, smtp):
    letter = written(cora, program_list(cast))
    sent(cora, letter, 3)
    sent(cora, letter, 3)
    assert len(drain_outbox()) == 3
    assert AuditEvent.objects.filter(action="letter.sent").count() == 1


def test_a_list_that_has_changed_is_looked_at_again(cora, cast, smtp):
    letter = written(cora, program_list(cast))
    enroll(cast.program, cast.emil)
    page = sent(cora, letter, 3)
    assert "Nothing was sent: the list has changed" in page.content.decode()
    assert drain_outbox() == []
    for nonsense in ("", "x", "-1", "9" * 30):
        sent(cora, letter, nonsense)
    assert drain_outbox() == []


def test_an_empty_list_sends_nothing(cora, cast, smtp):
    letter = written(cora, program_list(cast, q="zzzz"))
    page = cora.get(f"/hr/letters/{letter.pk}/").content.decode()
    assert "Nobody would get this letter" in page
    sent(cora, letter, 0)
    assert Letter.objects.get().is_draft


def test_the_test_goes_to_the_writer(cora, cast, smtp):
    letter = written(cora, program_list(cast))
    cora.post(f"/hr/letters/{letter.pk}/test/")
    (mail,) = drain_outbox()
    assert (mail.to, mail.subject) == ("cora.lind@example.com", "A word, Cora")
    assert Letter.objects.get().is_draft


def test_a_draft_is_kept_changed_and_deleted(cora, cast):
    letter = written(cora, program_list(cast))
    assert "A word, {first_name}" in cora.get("/hr/letters/").content.decode()
    cora.post(f"/hr/letters/{letter.pk}/edit/", WORDS | {"subject": "Another"})
    letter.refresh_from_db()
    assert letter.subject == "Another"
    cora.post(f"/hr/letters/{letter.pk}/delete/")
    assert Letter.objects.count() == 0


def test_what_is_sent_is_neither_changed_nor_deleted(cora, cast, smtp):
    letter = written(cora, program_list(cast))
    sent(cora, letter, 3)
    cora.post(f"/hr/letters/{letter.pk}/edit/", WORDS | {"subject": "Another"})
    cora.post(f"/hr/letters/{letter.pk}/delete/")
    assert Letter.objects.get().subject == WORDS["subject"]


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"subject": ""}, "Enter a subject"),
        ({"body": "  "}, "Enter your letter"),
        ({"subject": "x" * 51}, "Subject must be 50 characters or fewer"),
        ({"body": "x" * 4001}, "Your letter must be 4,000 characters or fewer"),
        ({"body": "Hi {partner}"}, "nobody knows the placeholder {partner}"),
        ({"subject": "{{ user }}"}, "nobody knows the placeholder { user }"),
    ],
)
def test_bad_input_keeps_what_was_typed(cora, cast, given, said):
    page = cora.post(program_list(cast), WORDS | given)
    assert said in errors(page)
    for name, value in (WORDS | given).items():
        assert page.context["form"][name].value() == value
    assert Letter.objects.count() == 0


def test_a_coordinator_writes_to_their_programs_only(cora, cast):
    other = f"{NEW}?list=program&program={cast.other_program.pk}"
    everybody = f"{NEW}?list=people"
    for url in (other, everybody, f"{NEW}?list=pairs&program={cast.other_program.pk}"):
        assert cora.get(url).status_code == 404
        assert cora.post(url, WORDS).status_code == 404
    assert Letter.objects.count() == 0


def test_a_right_lost_meanwhile_counts(cora, cast, smtp):
    letter = written(cora, program_list(cast))
    make_program_of(cast.cora)
    Coordinator.objects.filter(program=cast.program).delete()
    assert cora.get(f"/hr/letters/{letter.pk}/").status_code == 404
    assert sent(cora, letter, 3).status_code == 404
    assert drain_outbox() == []


def make_program_of(profile):
    program = make_program("Third")
    Coordinator.objects.create(program=program, user=profile.user)
    assert Policy.objects.filter(program=program).exists()


def test_nobody_reads_the_letters_of_somebody_else(hr, cast):
    letter = letters.begin(
        "program", {"program": str(cast.program.pk)}, "Mine", "Hello", by=cast.cora.user
    )
    assert hr.get(f"/hr/letters/{letter.pk}/").status_code == 404
    assert "Mine" not in hr.get("/hr/letters/").content.decode()


@pytest.mark.parametrize(
    "query",
    ["", "list=none", "list=program", "list=program&program=x", "list=program&program=" + "9" * 30,
     "list=unmatched&round=-1", "list=program&program=1&" + "&".join(f"a{n}=1" for n in range(20)),
     "list=people&q=" + "x" * 300],
)  # fmt: skip
def test_a_strange_list_is_not_there(hr, query):
    assert hr.get(f"{NEW}?{query}").status_code == 404


def test_hr_writes_to_the_people_it_filtered(hr, cast, smtp):
    for person in (cast.ada, cast.ben):
        search.refresh(person)
    page = hr.get(f"{NEW}?list=people&q=ada&page=3")
    assert page.context["count"] == 1
    assert "People · Name, job title or department: ada: 1 person." in page.content.decode()
    letter = written(hr, f"{NEW}?list=people&q=ada")
    assert letter.wanted == {"q": "ada"}
    sent(hr, letter, 1)
    assert [mail.to for mail in drain_outbox()] == ["ada.obi@example.com"]


def test_who_has_left_gets_nothing_and_is_named(hr, cast):
    cast.emil.is_active = False
    cast.emil.save(update_fields=["is_active"])
    letter = written(hr, f"{NEW}?list=people&status=left")
    page = hr.get(f"/hr/letters/{letter.pk}/")
    assert [(p.name, str(why)) for p, why in page.context["skipped"]] == [
        ("Emil Novak", "has left the company")
    ]
    assert page.context["count"] == 0


def test_the_list_of_a_program_leaves_out_who_left_it(cora, cast):
    enroll(cast.program, cast.emil, state="withdrawn")
    assert cora.get(program_list(cast)).context["count"] == 3
    assert cora.get(program_list(cast, state="withdrawn")).context["count"] == 1


@pytest.mark.parametrize("state", ["scheduled", "offered"])
def test_a_pair_that_has_not_been_told_is_not_written_to(cora, cast, state):
    mentor = enroll(cast.program, cast.emil, "mentor", capacity=1)
    make_pair(cast.program, mentor, cast.dan_enrolled, state=state)
    url = f"{NEW}?list=pairs&program={cast.program.pk}"
    counts = [
        cora.get(url + wanted).context["count"] for wanted in ("", "&state=all", f"&state={state}")
    ]
    assert counts == [2, 2, 0]


def test_group_health_shows_a_coordinator_their_pairs_only(cora, cast):
    other = make_pair(
        cast.other_program,
        enroll(cast.other_program, cast.emil, "mentor", capacity=1),
        enroll(cast.other_program, cast.dan),
    )
    assert other.is_open
    found = cora.get(f"{NEW}?list=health&show=all").context["found"]
    assert names(found.people) == ["Ada Obi", "Ben Ito"]
    assert "in a pair" in found.why


def test_a_writer_who_has_left_writes_no_more(cora, cast, smtp):
    letter = written(cora, program_list(cast))
    sent(cora, letter, 3)
    cast.cora.user.is_active = False
    cast.cora.user.save(update_fields=["is_active"])
    assert drain_outbox() == []
    assert set(Message.objects.values_list("status", flat=True)) == {"cancelled"}


def test_every_list_leads_to_its_letter(hr, cast):
    pages = {
        "/hr/people/?capacity=free": "list=people&amp;capacity=free",
        f"/hr/programs/{cast.program.pk}/people/": f"list=program&amp;program={cast.program.pk}",
        f"/hr/programs/{cast.program.pk}/pairs/": f"list=pairs&amp;program={cast.program.pk}",
        "/hr/groups/?show=all": "list=health&amp;show=all",
    }
    for path, link in pages.items():
        assert f'href="{NEW}?{link}' in hr.get(path).content.decode(), path


def test_the_number_of_queries_does_not_grow(hr, cast):
    counts = []
    for more in (1, 2):
        for number in range(more):
            written(hr, f"{NEW}?list=people")
            make_person(f"P {more} {number}")
        hr.get("/hr/letters/")
        with CaptureQueriesContext(connection) as queries:
            hr.get("/hr/letters/")
            hr.get(f"/hr/letters/{Letter.objects.latest('pk').pk}/")
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 30


def test_a_name_with_odd_characters_breaks_no_header(cast, smtp):
    odd = make_hr('Zoë "Z" O’Neil, Jr. <x>', email="zoe@example.com")
    letter = letters.begin("people", {}, "Hi", "Hello", by=odd.user)
    letters.send_test(letter, to=odd.user)
    (mail,) = drain_outbox()
    (shown,) = mail.headers["Reply-To"].addresses
    assert (shown.display_name, shown.addr_spec) == (odd.name, "zoe@example.com")


def test_waiting_people_of_a_round(db, client):
    from tests.matching.rounds_world import make_world

    world = make_world()
    world.run()
    client.force_login(world.hana.user)
    url = f"{NEW}?list=unmatched&round={world.round.pk}"
    waiting = client.get(f"/hr/rounds/{world.round.pk}/unmatched/")
    assert client.get(url).context["count"] == waiting.context["total"]
    assert client.get(url + "&cause=nothing").context["count"] == 0
