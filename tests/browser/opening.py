"""Opening a page as somebody: gives client, path and the answer to look at."""

from django.test import Client
from django.urls import reverse


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
