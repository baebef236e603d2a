import datetime as dt

import pytest
from django.urls import reverse

from matching import audience
from matching.forms.programs import RulesForm
from matching.models import AudienceMember, Invitation, Program
from profiles.models import Profile
from tests.people import make_hr, make_person, make_program

pytestmark = pytest.mark.django_db

DOCUMENTS = [
    {},
    {"departments": ["Sales"]},
    {"sites": ["Madrid", "Oslo"]},
    {"countries": ["Spain"]},
    {"level_min": 4},
    {"level_max": 4},
    {"level_min": 3, "level_max": 5, "departments": ["Sales", "Legal"]},
    {"started_after": "2027-01-01"},
    {"started_before": "2026-12-31"},
    {"started_after": None, "level_min": None, "sites": []},
]


@pytest.fixture
def people(db):
    return [
        make_person("Ana Ruiz", department="Sales", site="Madrid", country="Spain", level=3),
        make_person("Bo Lie", department="Legal", site="Oslo", country="Norway", level=6),
        make_person("Cy Roe", department="Sales", site="Lyon", level=None),
        make_person("Di Fox", department="IT", level=4, start_date=dt.date(2027, 2, 1)),
        make_person("Ed Gray", department="IT", level=5, start_date=dt.date(2020, 2, 1)),
        make_person("Flo Hall", department="Sales", is_active=False),
    ]


@pytest.mark.parametrize("document", DOCUMENTS)
def test_the_query_and_the_check_of_one_person_agree(document, people):
    program = make_program(audience=document)
    wanted = {p.pk for p in people if p.is_active and audience.fits(document, p)}
    assert set(audience.people(program).values_list("pk", flat=True)) == wanted
    assert {p.pk for p in people if audience.includes(program, p)} == wanted
    seen = {p.pk for p in people if Program.objects.filter(audience.programs_for(p)).exists()}
    assert seen == wanted


def test_an_unknown_level_never_leaves_anyone_out(people):
    program = make_program(audience={"level_min": 9})
    assert [p.name for p in audience.people(program)] == ["Cy Roe"]


def test_a_list_holds_its_members_only(people):
    program = make_program(audience_kind=Program.AudienceKind.LIST)
    AudienceMember.objects.create(program=program, profile=people[0])
    assert list(audience.people(program)) == [people[0]]
    assert list(Program.objects.filter(audience.programs_for(people[0]))) == [program]
    assert not Program.objects.filter(audience.programs_for(people[1])).exists()


def test_by_invitation_only_the_invited(people):
    program = make_program(audience_kind=Program.AudienceKind.INVITATION)
    Invitation.objects.create(program=program, profile=people[1])
    assert list(audience.people(program)) == [people[1]]
    assert list(Program.objects.filter(audience.programs_for(people[1]))) == [program]


def test_a_leaver_is_in_no_audience(people):
    program = make_program()
    assert not audience.includes(program, Profile.objects.get(name="Flo Hall"))


@pytest.mark.parametrize("name", ["hr-program-audience", "hr-invitations", "enroll-people"])
def test_the_rules_can_be_chosen_on_the_page(name, people, sign_in):
    program = make_program(audience={"departments": ["Sales"], "level_min": 3})
    page = sign_in(make_hr()).get(reverse(name, args=[program.pk])).text
    for field in RulesForm.base_fields:
        assert f'name="{field}"' in page
    assert "Hard rules" not in page
