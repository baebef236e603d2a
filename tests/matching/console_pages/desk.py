"""A reviewer at the console: pages and fragments as a browser with or without script asks for
them."""

from django.urls import reverse

from matching.models import Proposal


class Reviewer:
    def __init__(self, client, world):
        self.client, self.world = client, world
        self.home = world.round.get_absolute_url()

    def page(self, query=""):
        return self.client.get(self.home + query)

    def pair(self, proposal, query="?tab=look"):
        return self.page(f"{query}&pair={proposal.pk}")

    def fragment(self, path, target, query=""):
        return self.client.get(path, headers=self._headers(target, query))

    def press(self, name, thing, data=None, *, query="?tab=look", target="detail"):
        """A button of the page with script: an answer for a part of the page."""
        path = reverse(name, args=[thing.pk])
        if target == "detail":
            path += f"{query}&here=console"
        return self.client.post(path, data or {}, headers=self._headers(target, query))

    def send(self, name, thing, data=None, query="?tab=look"):
        """The same without script."""
        path = reverse(name, args=[thing.pk])
        return self.client.post(f"{path}{query}&here=console", data or {})

    def _headers(self, target, query):
        here = f"http://testserver{self.home}{query}"
        return {"HX-Request": "true", "HX-Target": target, "HX-Current-URL": here}


def many(world, number):
    """Copies of one proposal with people of their own, so that a list has pages."""
    from tests.matching.rounds_world import mentee

    first = Proposal.objects.filter(round=world.round).first()
    for place in range(number):
        person = mentee(world.program, f"Extra {place:03}", ())
        Proposal.objects.create(
            round=world.round,
            run=first.run,
            mentor=first.mentor,
            mentee=person,
            score=first.score,
            maximum=first.maximum,
            parts=first.parts,
            flags=["few_hours"],
        )
