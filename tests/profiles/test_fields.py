import pytest
from django import forms
from django.http import QueryDict

from profiles import search, skills
from profiles.fields import PeopleField, SkillsField
from profiles.models import Skill
from profiles.widgets import ChipsInput
from tests.people import make_person, make_skill

pytestmark = pytest.mark.django_db


class SkillsForm(forms.Form):
    skills = SkillsField(maximum=3)

    def __init__(self, *args, profile, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["skills"].ask(profile)


class PeopleForm(forms.Form):
    people = PeopleField(required=False, maximum=2)

    def __init__(self, *args, profile, among=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["people"].ask(profile, among=among)


@pytest.fixture
def ada():
    person = make_person("Ada Obi")
    search.refresh(person)
    return person


@pytest.fixture
def negotiation():
    skill = make_skill("Negotiation", aliases=["Bargaining"])
    search.refresh(skill)
    return skill


def ask(profile, query):
    return SkillsForm(QueryDict(query), profile=profile)


def test_ticked_and_typed_skills_come_in_order(ada, negotiation):
    sql = make_skill("SQL")
    search.refresh(sql)
    form = ask(ada, f"skills={sql.pk}&skills_text=bargaining, sql")
    assert form.is_valid()
    assert form.cleaned_data["skills"] == [sql, negotiation]


def test_a_typo_comes_back_with_near_hits_and_the_offer_of_a_new_skill(ada, negotiation):
    form = ask(ada, "skills_text=negociation")
    assert form.errors["skills"] == [
        "“negociation” is not in the list. Choose a near one, or add it as a new skill"
    ]
    page = form.as_p()
    assert f'value="{negotiation.pk}"' in page
    assert 'value="new:negociation"' in page
    assert 'name="skills_text" value="negociation"' in page


def test_a_new_skill_is_proposed_once_and_waits_for_hr(ada):
    form = ask(ada, "skills=new:Falconry&skills=new:falconry")
    assert form.is_valid()
    assert Skill.objects.count() == 0
    kept = skills.kept(form.cleaned_data["skills"], by=ada)
    again = skills.kept(ask_clean(ada, "skills=new:FALCONRY"), by=ada)
    assert {skill.name for skill in kept} == {"Falconry"}
    assert again == kept[:1]
    assert kept[0].status == Skill.Status.PROPOSED
    assert kept[0].proposed_by == ada


def ask_clean(profile, query):
    form = ask(profile, query)
    assert form.is_valid(), form.errors
    return form.cleaned_data["skills"]


def test_two_people_proposing_one_skill_share_it(ada):
    ben = make_person("Ben Ito")
    first = skills.kept(ask_clean(ada, "skills=new:Falconry"), by=ada)
    second = skills.kept(ask_clean(ben, "skills=new:falconry"), by=ben)
    assert first == second


def test_a_merged_skill_stands_for_the_one_it_went_into(ada, negotiation):
    old = make_skill("Haggling", status="retired", merged_into=negotiation)
    assert ask_clean(ada, f"skills={old.pk}") == [negotiation]


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("", "Choose at least one skill"),
        ("skills=1&skills=abc", "Choose skills from the list"),
        ("skills=99999999999999999999999", "Choose skills from the list"),
        ("skills=-1", "Choose skills from the list"),
        ("skills=²", "Choose skills from the list"),
        ("skills=new:%00", "Choose skills from the list"),
        ("skills=new:a%00b", "Choose skills from the list"),
        ("skills=new:", "Choose skills from the list"),
        ("skills=new:" + "x" * 121, "The name of a skill must be 120 characters or fewer"),
        ("skills_text=" + "x" * 10_000, "The name of a skill must be 120 characters or fewer"),
        ("skills=new:a&skills=new:b&skills=new:c&skills=new:d", "You can choose 3 skills at most"),
    ],
)
def test_bad_input_is_named(ada, query, words):
    form = ask(ada, query)
    assert form.errors == {"skills": [words]}
    assert 'name="skills_text"' in form.as_p()


def test_another_persons_proposal_cannot_be_chosen_by_id(ada):
    foreign = make_skill("Falconry", status="proposed", proposed_by=make_person("Ben Ito"))
    form = ask(ada, f"skills={foreign.pk}")
    assert form.errors == {"skills": ["Choose skills from the list"]}
    assert "Falconry" not in form.as_p()


def test_people_are_found_by_their_whole_name(ada):
    ben = make_person("Ben Ito")
    search.refresh(ben)
    form = PeopleForm(QueryDict("people_text=ben ito"), profile=ada)
    assert form.is_valid()
    assert form.cleaned_data["people"] == [ben]


def test_two_people_of_one_name_are_offered_to_choose_from(ada):
    twins = [make_person("Ben Ito", email=f"{n}@example.com", department=n) for n in ("IT", "Law")]
    for twin in twins:
        search.refresh(twin)
    form = PeopleForm(QueryDict("people_text=Ben Ito"), profile=ada)
    assert "Choose one of these people" in form.errors["people"][0]
    assert "Ben Ito, IT" in form.as_p()
    assert "Ben Ito, Law" in form.as_p()


@pytest.mark.parametrize("query", ["people={ada}", "people={gone}", "people=0", "people=x"])
def test_oneself_leavers_and_strange_ids_are_refused(ada, query):
    gone = make_person("Gone Girl", is_active=False)
    data = QueryDict(query.format(ada=ada.pk, gone=gone.pk))
    form = PeopleForm(data, profile=ada)
    assert form.errors == {"people": ["Choose people from the list"]}


def test_nobody_of_that_name(ada):
    form = PeopleForm(QueryDict("people_text=Qwxyz"), profile=ada)
    assert "No one here is called “Qwxyz”" in form.errors["people"][0]


def test_ticking_an_offered_hit_answers_for_the_words_typed(ada, negotiation):
    near = f"skills={negotiation.pk}&skills_text=negociation"
    assert ask_clean(ada, near) == [negotiation]
    new = ask_clean(ada, "skills=new:Negociation&skills_text=negociation")
    assert [skill.name for skill in new] == ["Negociation"]


def test_a_filter_offers_no_new_skills(negotiation):
    field = SkillsField(can_propose=False, maximum=1)
    for given, words in (
        (ChipsInput(["new:Falconry"], ""), "Choose skills from the list"),
        (ChipsInput([], "negociation"), "“negociation” is not in the list. Choose a near one"),
    ):
        with pytest.raises(forms.ValidationError, match=words):
            field.clean(given)
    assert field.widget.suggestions == [(str(negotiation.pk), "Negotiation")]
    assert field.clean(ChipsInput(["new:negotiation"], "")) == [negotiation]
