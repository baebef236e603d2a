"""Pages with no address of their own, each a function of the cast: forms with errors, empty
pages, problem pages. Gives client, path and the answer to look at."""

from django.test import Client
from django.urls import reverse

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


MORE = {
    "home of a newcomer": lambda c: opened(newcomer(c), "home"),
    "groups of a newcomer": lambda c: opened(newcomer(c), "groups"),
    "sign in with errors": lambda c: sent(None, "account_login"),
    "sign up with errors": lambda c: sent(None, "account_signup", data={"email": "nobody"}),
    "concern with errors": lambda c: sent(c.ben, "concern", c.pair.pk),
    "not found": lambda c: problem("/nothing/here/"),
    "not found when signed in": lambda c: problem("/nothing/here/", c.ben),
    "refused characters": lambda c: problem("/people/?q=%00", c.ben),
}
