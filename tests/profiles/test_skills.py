import pytest

from profiles import search, skills
from profiles.models import AuditEvent, Goal, Offer, Skill, SkillRelation
from tests.people import make_goal, make_offer, make_person, make_skill

pytestmark = pytest.mark.django_db


@pytest.fixture
def hr(cast):
    return cast.hana.user


def skill(name, **fields):
    found = make_skill(name, **fields)
    search.refresh(found)
    return found


def test_a_renamed_skill_is_found_by_both_names(hr):
    old = skill("Bargaining")
    skills.change(old, name="Haggling", category="Sales", aliases=["Dealing"], by=hr)
    old.refresh_from_db()
    assert (old.name, old.category, old.aliases) == ("Haggling", "Sales", ["Dealing", "Bargaining"])
    assert search.skills("bargain", None)[0] == old
    assert AuditEvent.objects.get(action="skill changed").actor == hr


def test_a_name_that_belongs_to_another_skill_is_refused(hr):
    one, other = skill("Haggling"), skill("Closing", aliases=["Signing"])
    with pytest.raises(skills.SkillError, match="“SIGNING” already belongs to Closing"):
        skills.change(one, name="SIGNING", category="", aliases=[], by=hr)
    one.refresh_from_db()
    assert one.name == "Haggling"
    assert other.aliases == ["Signing"]


def test_merging_moves_people_and_keeps_the_higher_where_someone_has_both(cast, hr):
    old, new = skill("Haggling", aliases=["Dealing"]), Skill.objects.get(name="Negotiation")
    make_offer(cast.ada, "Haggling", level=5)  # she offers Negotiation at 4
    make_offer(cast.dan, "Haggling", level=2)
    make_goal(cast.ben, "Haggling", current_level=2, target_level=5, sentence="Else", priority=2)
    make_goal(cast.dan, "Haggling")
    skills.merge(old, new, by=hr)
    assert sorted(Offer.objects.values_list("profile__name", "skill__name", "level")) == [
        ("Ada Obi", "Negotiation", 5),
        ("Dan Weiss", "Negotiation", 2),
    ]
    goal = Goal.objects.get(profile=cast.ben)
    assert (goal.skill, goal.current_level, goal.target_level) == (new, 2, 5)
    assert (goal.sentence, goal.priority) == ("Lead a client workshop.", 1)
    assert Goal.objects.get(profile=cast.dan).skill == new
    old.refresh_from_db()
    new.refresh_from_db()
    assert (old.status, old.merged_into) == (Skill.Status.RETIRED, new)
    assert new.aliases == ["Haggling", "Dealing"]
    assert search.skills("dealing", None) == [new]


def test_merged_goals_never_end_where_they_begin(cast, hr):
    old, new = skill("Haggling"), Skill.objects.get(name="Negotiation")
    make_goal(cast.ben, "Haggling", current_level=4, target_level=5)
    Goal.objects.filter(profile=cast.ben, skill=new).update(current_level=1, target_level=3)
    skills.merge(old, new, by=hr)
    goal = Goal.objects.get(profile=cast.ben)
    assert (goal.current_level, goal.target_level) == (4, 5)


def test_relations_follow_a_merge_without_doubling(hr):
    old, new, third = skill("Haggling"), skill("Dealing"), skill("Selling")
    for one, other in ((old, third), (new, third), (third, old), (old, new), (new, old)):
        SkillRelation.objects.create(skill=one, related=other)
    skills.merge(old, new, by=hr)
    relations = set(SkillRelation.objects.values_list("skill__name", "related__name"))
    assert relations == {("Dealing", "Selling"), ("Selling", "Dealing")}


def test_what_was_merged_before_follows_too(hr):
    first, second, third = skill("One"), skill("Two"), skill("Three")
    skills.merge(first, second, by=hr)
    skills.merge(second, third, by=hr)
    first.refresh_from_db()
    assert first.merged_into == third


@pytest.mark.parametrize("target", ["itself", "retired"])
def test_merging_into_itself_or_a_retired_skill_is_refused(hr, target):
    one, other = skill("One"), skill("Two", status="retired")
    with pytest.raises(skills.SkillError):
        skills.merge(one, one if target == "itself" else other, by=hr)


def test_a_proposal_is_decided_once(hr):
    ben = make_person("Ben Two")
    mine = skill("Falconry", status="proposed", proposed_by=ben)
    make_offer(ben, "Falconry")
    assert skills.approve(mine, by=hr) is True
    assert skills.approve(mine, by=hr) is False
    assert skills.reject(mine, by=hr) is False
    assert Offer.objects.filter(skill=mine).exists()


def test_a_rejected_proposal_is_taken_from_the_profile(hr):
    ben = make_person("Ben Two")
    mine = skill("Falconry", status="proposed", proposed_by=ben)
    make_offer(ben, "Falconry")
    make_goal(ben, "Falconry")
    assert skills.reject(mine, by=hr) is True
    assert not Offer.objects.filter(skill=mine).exists()
    assert not Goal.objects.filter(skill=mine).exists()
    assert search.skills("falconry", ben) == []


def test_a_retired_skill_stays_with_those_who_have_it(cast, hr):
    negotiation = Skill.objects.get(name="Negotiation")
    assert skills.retire(negotiation, by=hr) is True
    assert Offer.objects.filter(profile=cast.ada).exists()
    assert search.skills("negotiation", cast.dan) == []
    assert skills.bring_back(negotiation, by=hr) is True
    assert skills.bring_back(negotiation, by=hr) is False


def test_use_counts_only_people_who_are_here(cast):
    gone = make_person("Gone Girl", is_active=False)
    make_offer(gone)
    negotiation = skills.with_use(Skill.objects.filter(name="Negotiation")).get()
    assert (negotiation.offered, negotiation.wanted) == (1, 1)
    assert skills.offered_by([negotiation]) == {negotiation.pk: 1}
