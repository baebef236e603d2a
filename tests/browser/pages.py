"""Pages with no address of their own, each a function of the cast: forms with errors, empty
pages, problem pages. Gives client, path and the answer to look at."""

from django.http import HttpResponse
from django.template.loader import render_to_string
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from matching import late_joiners, runs
from matching.models import Enrollment, Policy, Proposal
from tests.checkins.asked import need_help
from tests.people import make_person


def reader(profile=None):
    client = Client(raise_request_exception=False)
    if profile:
        client.force_login(profile.user)
    return client


def opened(profile, name, *args):
    client, path = reader(profile), reverse(name, args=args)
    return client, path, client.get(path)


def sent(profile, name, *args, data=None):
    """The page after a form was sent as it is, empty by default: errors and all."""
    client, path = reader(profile), reverse(name, args=args)
    return client, path, client.post(path, data or {})


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


def told(profile, name, cast, *args):
    """A page of a program that has begun to look at answers and words."""
    document = {"format": "mentoring", "weights": {"response": 5, "closeness": 5}}
    Policy.objects.create(program=cast.program, version=2, document=document)
    return opened(profile, name, *args)


def a_full_round(world):
    """Every page of a round with seven people, one of whom finds nobody."""
    run = world.run()
    hana, round_ = world.hana, world.round.pk
    pages = {
        f"round, {tab}": (hana, reverse("round", args=[round_]) + f"?tab={tab}")
        for tab in ("look", "ready", "approved")
    }
    for proposal in Proposal.objects.with_people().filter(round=round_):
        proposal_path = reverse("proposal", args=[proposal.pk])
        pages[f"proposal of {proposal.mentee.profile.name}"] = (hana, proposal_path)
    pages["run"] = (hana, reverse("run", args=[run.pk]))
    for name in ("round-unmatched", "publish-round", "hr-rounds"):
        number = world.program.pk if name == "hr-rounds" else round_
        pages[name] = (hana, reverse(name, args=[number]))
    return pages


def a_top_up(cast, *, cancel=False):
    """A top-up round with a run that waits, or that HR has cancelled."""
    now = timezone.now()
    round_, _is_new = late_joiners.open_round(cast.program, by=cast.hana.user, now=now)
    run, _is_new = runs.request(round_, by=cast.hana.user)
    if cancel:
        runs.cancel(run, by=cast.cora.user, now=now)
    return run


def nobody_waits(cast):
    Enrollment.objects.filter(pk=cast.dan_enrolled.pk).update(state="withdrawn")
    return opened(cast.hana, "hr-rounds", cast.program.pk)


MORE = {
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
    "concern with errors": lambda c: sent(c.ben, "concern", c.pair.pk),
    "health with a call for help": health_with_a_call,
    "nobody waits for a match": nobody_waits,
    "a run that waits": lambda c: opened(c.hana, "run", a_top_up(c).pk),
    "a cancelled run": lambda c: opened(c.hana, "run", a_top_up(c, cancel=True).pk),
    "a round after a cancel": lambda c: opened(c.hana, "round", a_top_up(c, cancel=True).round_id),
    "a round at work": lambda c: opened(c.hana, "round", a_top_up(c).round_id),
    "publishing a top-up": lambda c: opened(c.hana, "publish-round", a_top_up(c).round_id),
    "rounds with a top-up": lambda c: opened(c.hana, "hr-rounds", a_top_up(c).round.program_id),
    "something broke": lambda c: drawn("500.html", 200),
    "not now": lambda c: drawn("503.html", 200),
    "not for you": lambda c: drawn("403.html", 403),
    "form too old": lambda c: drawn("403_csrf.html", 403),
    "too many attempts": lambda c: drawn("429.html", 429),
    "not found": lambda c: problem("/nothing/here/"),
    "not found when signed in": lambda c: problem("/nothing/here/", c.ben),
    "refused characters": lambda c: problem("/people/?q=%00", c.ben),
}
