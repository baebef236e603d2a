"""Pages with no address of their own, each a function of the cast: forms with errors, empty
pages, problem pages. Gives client, path and the answer to look at."""

from django.http import HttpResponse
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone

from checkins import questions, ratings
from checkins.models import CheckIn
from matching import cohorts, decisions, late_joiners, runs
from matching.console import comments
from matching.models import Enrollment, Lab, Pair, Policy, Program, Proposal
from profiles.models import Holiday, PeopleImport
from tests.access.lab import with_compared, with_draft, with_queued
from tests.access.rounds import with_approved, with_published
from tests.browser.group_pages import GROUP_PAGES
from tests.browser.insights_pages import INSIGHTS
from tests.browser.library_pages import LIBRARY
from tests.browser.life_pages import LIFE
from tests.browser.opening import opened, reader, sent
from tests.browser.pair_pages import PAIR_PAGES
from tests.browser.path_pages import PATH_PAGES
from tests.browser.recognition_pages import RECOGNITION
from tests.browser.session_pages import SESSIONS
from tests.checkins.asked import need_help
from tests.people import make_hr, make_person


def newcomer(cast):
    return make_person("Nia New", email="nia@example.com")


def problem(path, profile=None):
    client = reader(profile)
    return client, path, client.get(path)


def drawn(template, status):
    """A problem page as it is drawn when nothing else works."""
    return (
        reader(),
        "/",
        HttpResponse(render_to_string(template, {"reference": "abc"}), status=status),
    )


def health_with_a_call(cast):
    need_help(cast)
    return opened(cast.hana, "hr-health")


def a_question(cast, ask, who="ben", *, sends=False):
    """A question of one kind, open to one of the two."""
    person = getattr(cast, who)
    checkin = ask(cast.pair, person, now=timezone.now())
    return (sent if sends else opened)(person, "answer", checkin.pk)


def settled(cast):
    """Ada has said that they met: Ben is only asked how it was."""
    now = timezone.now()
    checkin = questions.this_week(cast.pair, cast.ben, now=now)
    CheckIn.objects.filter(pk=checkin.pk).update(since=now.date() - timezone.timedelta(days=20))
    yes = questions.this_week(cast.pair, cast.ada, now=now)
    questions.take_answer(yes, questions.Reply("met_helped"), now=now)
    return opened(cast.ben, "answer", checkin.pk)


def closed(cast):
    checkin = questions.this_week(cast.pair, cast.ben, now=timezone.now())
    CheckIn.objects.update(closes_at=timezone.now())
    return opened(cast.ben, "answer", checkin.pk)


def quiet_pair(cast):
    long_ago = timezone.now() - timezone.timedelta(days=40)
    Pair.objects.update(visible_at=long_ago, starts_on=long_ago.date())
    return opened(cast.hana, "hr-health")


def grown(cast, ask=None):
    ratings.begin(now=timezone.now())
    if ask:
        skill = cast.ben.goals.get().skill_id
        checkin = ask(cast.pair, cast.ben, now=timezone.now())
        reply = questions.Reply("rated", "I listen first.", False, {skill: 3})
        questions.take_answer(checkin, reply, now=timezone.now())
    return opened(cast.ben, "growth")


def with_halfway_line(cast):
    grown(cast, questions.ask_halfway)
    return opened(cast.ada, "pair", cast.pair.pk)


def some_holidays(cast):
    for country in ("", "Spain"):
        day = timezone.localdate() + timezone.timedelta(days=3)
        Holiday.objects.create(day=day, name="Spring holiday", country=country)
    return opened(cast.hana, "hr-holidays")


def told(profile, name, cast, *args):
    """A page of a program that has begun to look at answers and words."""
    document = {"format": "mentoring", "weights": {"response": 5, "closeness": 5}}
    Policy.objects.create(program=cast.program, version=2, document=document)
    return opened(profile, name, *args)


def a_full_round(world):
    """Every page of a round with seven people, one of whom finds nobody."""
    run = world.run()
    world.run()
    hana, round_ = world.hana, world.round.pk
    pages = {
        f"round, {tab}": (hana, reverse("round", args=[round_]) + f"?tab={tab}")
        for tab in ("look", "approved", "rejected", "locked")
    }
    console_states(world, pages)
    for proposal in Proposal.objects.with_people().filter(round=round_):
        who = proposal.mentee.profile.name
        pages[f"proposal of {who}"] = (hana, reverse("proposal", args=[proposal.pk]))
        pages[f"options of {who}"] = (hana, reverse("proposal-options", args=[proposal.pk]))
    pages["run"] = (hana, reverse("run", args=[run.pk]))
    pages["a pair on paper"] = (hana, reverse("print-pair", args=[proposal.pk]))
    for name in (
        *("round-unmatched", "round-capacity", "round-fairness", "fairness-print"),
        *("run-diff", "lab", "publish-round", "hr-rounds"),
        *("export-round", "round-history"),
    ):
        number = world.program.pk if name == "hr-rounds" else round_
        pages[name] = (hana, reverse(name, args=[number]))
    return pages


def console_states(world, pages):
    """The console with a decision, a lock, a comment, a search without result and who has left."""
    rows = Proposal.objects.with_people().select_related("round__program")
    first, second, third = rows.filter(round=world.round).order_by("pk")[:3]
    comments.add(first, by=world.cora.user, text="@Hana look at the hours")
    decisions.lock(second, by=world.hana.user)
    decisions.reject(third, by=world.cora.user, reason="They can hardly meet")
    Enrollment.objects.filter(pk=first.mentee_id).update(state="withdrawn")
    home = world.round.get_absolute_url()
    pages["a pair somebody left"] = (world.hana, f"{home}?pair={first.pk}")
    pages["a pair another reviewer rejected"] = (world.hana, f"{home}?pair={third.pk}")
    pages["a search without result"] = (world.hana, f"{home}?q=zzzz")
    options = Enrollment.objects.mentors().exclude(pk=second.mentor_id)
    swap = reverse("edit-proposal", args=[second.pk, "swap"])
    pages["a swap that cannot be"] = (world.hana, f"{swap}?mentor={options.first().pk}")
    why_not = reverse("why-not", args=[first.pk])
    pages["why not, found"] = (world.hana, f"{why_not}?q=a")
    pages["why not, answered"] = (world.hana, f"{why_not}?mentor={options.first().pk}")
    for tab in ("rejected", "locked"):
        pages[f"console, {tab}"] = (world.hana, f"{home}?tab={tab}")


def a_top_up(cast, *, cancel=False):
    """A top-up round with a run that waits, or that HR has cancelled."""
    now = timezone.now()
    round_, _is_new = late_joiners.open_round(cast.program, by=cast.hana.user, now=now)
    run, _is_new = runs.request(round_, by=cast.hana.user)
    if cancel:
        runs.cancel(run, by=cast.cora.user, now=now)
    return run


def next_cohort(cast):
    dates = cohorts.shifted(cast.program, today=timezone.localdate())
    draft = cohorts.blank(cast.program, dates)
    return cohorts.start_next(cast.program, draft, by=cast.hana.user)


def busy_overview(cast):
    """A call for help, a draft, a directory that is old."""
    need_help(cast)
    next_cohort(cast)
    long_ago = timezone.now() - timezone.timedelta(days=60)
    PeopleImport.objects.create(filename="people.csv", state="done", finished_at=long_ago)
    return opened(cast.hana, "hr-overview")


def a_lab(cast, prepare, name="lab-page", *, sends=False, **changes):
    """A page of the matching lab in the state that `prepare` leaves."""
    prepare(cast)
    lab = cast.extra["lab"]
    Lab.objects.filter(pk=lab.pk).update(**changes)
    open_ = sent if sends else opened
    return open_(cast.hana, name, lab.pk)


def an_ended_lab(cast, state, **changes):
    return a_lab(cast, with_draft, state=state, finished_at=timezone.now(), **changes)


def nobody_waits(cast):
    Enrollment.objects.filter(pk=cast.dan_enrolled.pk).update(state="withdrawn")
    return opened(cast.hana, "hr-rounds", cast.program.pk)


def to_publish(cast, *, published=False):
    """A round with an approved pair, of a program that wants two HR admins."""
    make_hr("Ines Moreau")
    Program.objects.filter(pk=cast.program.pk).update(two_reviewers=not published)
    with_approved(cast)
    if published:
        with_published(cast)
    return opened(cast.hana, "publish-round", cast.extra["round"].pk)


MORE = {
    **GROUP_PAGES,
    **PAIR_PAGES,
    **PATH_PAGES,
    **LIFE,
    **SESSIONS,
    **LIBRARY,
    **INSIGHTS,
    **RECOGNITION,
    "home of a newcomer": lambda c: opened(newcomer(c), "home"),
    "groups of a newcomer": lambda c: opened(newcomer(c), "groups"),
    "sign in with errors": lambda c: sent(None, "account_login"),
    "sign up with errors": lambda c: sent(None, "account_signup", data={"email": "nobody"}),
    "people of nobody": lambda c: opened(newcomer(c), "people"),
    "a name nobody has": lambda c: problem("/people/?q=zzzzqqqq", c.ben),
    "profile of a newcomer": lambda c: opened(newcomer(c), "my-profile"),
    "overview with nothing to do": lambda c: opened(c.hana, "hr-overview"),
    "about with errors": lambda c: sent(c.ben, "edit-about", data={"bio": "x" * 1001}),
    "offers with errors": lambda c: sent(c.ben, "edit-offers", data={"add_text": "negotation"}),
    "hours with errors": lambda c: sent(c.ben, "edit-hours", data={"time_zone": "Mars"}),
    "role with errors": lambda c: sent(newcomer(c), "join-role", c.program.pk),
    "new program with errors": lambda c: sent(c.hana, "new-program-details", "mentoring"),
    "home, told what counts": lambda c: told(c.ada, "home", c),
    "program, told what counts": lambda c: told(c.ada, "program", c, c.program.pk),
    "program from outside, told what counts": lambda c: told(c.emil, "program", c, c.program.pk),
    "joined, told what counts": lambda c: told(c.ada, "joined", c, c.program.pk),
    "policy that looks closer": lambda c: told(c.hana, "hr-program-policy", c, c.program.pk),
    "policy with errors": lambda c: sent(c.hana, "hr-program-policy", c.program.pk),
    "pair by hand with errors": lambda c: sent(c.hana, "add-pair", c.program.pk),
    "pairs file with errors": lambda c: sent(c.hana, "import-pairs", c.program.pk),
    "people file with errors": lambda c: sent(c.hana, "people-import"),
    "set-up with gaps": lambda c: opened(c.hana, "program-setup", c.program.pk),
    "set-up of a next cohort": lambda c: opened(c.hana, "program-setup", next_cohort(c).pk),
    "what the rules do": lambda c: opened(c.hana, "program-rule-counts", c.program.pk),
    "rules without people": lambda c: opened(c.hana, "program-rule-counts", next_cohort(c).pk),
    "next cohort": lambda c: opened(c.hana, "next-cohort", c.program.pk),
    "next cohort with errors": lambda c: sent(c.hana, "next-cohort", c.program.pk),
    "overview of a coordinator": lambda c: opened(c.otto, "hr-overview"),
    "overview with much to do": busy_overview,
    "concern with errors": lambda c: sent(c.ben, "concern", c.pair.pk),
    "health with a call for help": health_with_a_call,
    "the fit question": lambda c: a_question(c, questions.ask_fit),
    "the fit question with errors": lambda c: a_question(c, questions.ask_fit, sends=True),
    "halfway with goals": lambda c: a_question(c, questions.ask_halfway),
    "halfway with errors": lambda c: a_question(c, questions.ask_halfway, sends=True),
    "halfway in words": lambda c: a_question(c, questions.ask_halfway, "ada"),
    "the last question": lambda c: a_question(c, questions.ask_close),
    "only how it was": settled,
    "a closed question": closed,
    "health with a quiet pair": quiet_pair,
    "growth at the start": grown,
    "growth halfway": lambda c: grown(c, questions.ask_halfway),
    "a pair with a halfway line": with_halfway_line,
    "holidays": some_holidays,
    "holidays with errors": lambda c: sent(c.hana, "hr-holidays", data={"lines": "soon"}),
    "the last HR admin erases herself": lambda c: sent(c.hana, "erase-me"),
    "mail settings with errors": lambda c: sent(
        c.ben, "mail-preferences", data={"nudge_hour": "99"}
    ),
    "nobody waits for a match": nobody_waits,
    "a run that waits": lambda c: opened(c.hana, "run", a_top_up(c).pk),
    "a cancelled run": lambda c: opened(c.hana, "run", a_top_up(c, cancel=True).pk),
    "a round after a cancel": lambda c: opened(c.hana, "round", a_top_up(c, cancel=True).round_id),
    "a round at work": lambda c: opened(c.hana, "round", a_top_up(c).round_id),
    "publishing a top-up": lambda c: opened(c.hana, "publish-round", a_top_up(c).round_id),
    "publishing with a second admin": to_publish,
    "published, with ten minutes left": lambda c: to_publish(c, published=True),
    "export of nothing": lambda c: opened(c.hana, "export-round", a_top_up(c).round_id),
    "audit with odd days": lambda c: problem("/hr/audit/?first=soon&who=zzz", c.hana),
    "rounds with a top-up": lambda c: opened(c.hana, "hr-rounds", a_top_up(c).round.program_id),
    "a lab not compared yet": lambda c: a_lab(c, with_draft),
    "a policy of the lab with errors": lambda c: a_lab(c, with_draft, "lab-policy-add", sends=True),
    "a lab that waits": lambda c: a_lab(c, with_queued),
    "a lab at work": lambda c: a_lab(c, with_queued, state="running", stage="solve:1", percent=40),
    "a lab that failed": lambda c: an_ended_lab(c, "failed", error="The limit is 1 MB."),
    "a cancelled lab": lambda c: an_ended_lab(c, "cancelled", cancelled_by=c.cora.user),
    "other sign-ups in the lab": lambda c: a_lab(
        c, with_compared, people={"mentees": 2, "mentors": 1, "joined": 3, "left": 1, "gone": 1}
    ),
    "no run to compare": lambda c: opened(c.hana, "run-diff", a_top_up(c).round_id),
    "something broke": lambda c: drawn("500.html", 200),
    "not now": lambda c: drawn("503.html", 200),
    "not for you": lambda c: drawn("403.html", 403),
    "form too old": lambda c: drawn("403_csrf.html", 403),
    "too many attempts": lambda c: drawn("429.html", 429),
    "not found": lambda c: problem("/nothing/here/"),
    "not found when signed in": lambda c: problem("/nothing/here/", c.ben),
    "refused characters": lambda c: problem("/people/?q=%00", c.ben),
}
