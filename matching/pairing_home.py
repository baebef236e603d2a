"""What rounds and mentees put on Home: the question to whoever is asked about a match."""

from django.urls import reverse
from django.utils.translation import gettext as _

from matching import answers, pairing_words, seen_pairs
from matching.models import MentorRequest
from profiles.contributions import Task
from profiles.models import Profile
from profiles.visits import Visit


def tasks(visit: Visit) -> list[Task]:
    return [*_matches(visit), *_requests(visit.profile)]


def _matches(visit: Visit) -> list[Task]:
    profile = visit.profile
    return [
        Task(
            rank=5,
            title=pairing_words.question(pair),
            line=_("Tell us by %(by)s") % {"by": pairing_words.day_of(pair.answer_by, profile)}
            if pair.answer_by
            else pair.program.name,
            verb=_("Answer"),
            url=reverse("answer-pair", args=[pair.pk]),
            person=pair.partner_of(profile),
        )
        for pair in answers.waiting_for(profile, visit.once(seen_pairs.of))
    ]


def _requests(profile: Profile) -> list[Task]:
    asked = MentorRequest.objects.open().with_people().filter(mentor__profile=profile)
    return [
        Task(
            rank=6,
            title=_("%(name)s asks you to be their mentor") % {"name": one.mentee.profile.name},
            line=_("Tell us by %(by)s") % {"by": pairing_words.day_of(one.answer_by, profile)},
            verb=_("Answer"),
            url=one.get_absolute_url(),
            person=one.mentee.profile,
        )
        for one in asked.order_by("answer_by", "pk")
    ]
