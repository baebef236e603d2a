"""The mails of a story: may it be published, it is published, it is a draft again, it is down."""

import datetime as dt

from django.urls import reverse
from django.utils.translation import gettext as _

from community import stories, story_desk
from community.models import Story, StoryConsent
from matching.emails import kind, letter, within
from outbox import links
from outbox.kinds import Mail
from outbox.models import Message
from outbox.render import Button
from profiles.models import Profile

CONSENT = "story"
WORKS_FOR = dt.timedelta(days=30)


def asked(message: Message) -> Mail:
    row = _consent(message)
    name = row.story.author.first_name
    page = links.url(
        message,
        CONSENT,
        row.profile.user,
        f"consent:{row.pk}",
        expires_at=(message.not_before or message.created_at) + WORKS_FOR,
    )
    return letter(
        message,
        within(
            _("%(name)s wrote a story with you in it") % {"name": name},
            _("A story with you in it"),
        ),
        [
            _("%(name)s wrote “%(title)s” and named you in it.")
            % {"name": row.story.author.name, "title": row.story.title},
            _("Nobody else sees it unless everybody named agrees. Read it, then say yes or no."),
        ],
        why=_("You get this because a colleague named you in a story."),
        buttons=[
            Button(_("Agree to publish"), f"{page}?a=yes"),
            Button(_("I would rather not"), f"{page}?a=no", quiet=True),
        ],
        small=_("Both open the story first. You can take a yes back at any time."),
    )


def published(message: Message) -> Mail:
    story = _story(message)
    return letter(
        message,
        _("Your story is published"),
        [
            _("Everybody named agreed: colleagues can read “%(title)s” now.")
            % {"title": story.title}
        ],
        why=_why(),
        buttons=[Button(_("See it"), story.get_absolute_url())],
    )


def refused(message: Message) -> Mail:
    story = _story(message)
    person = Profile.objects.get(pk=message.context["person"])
    names = {"name": person.name, "title": story.title}
    return letter(
        message,
        _("Your story is a draft again"),
        [
            _("%(name)s would rather not be in “%(title)s”.") % names,
            _("Only you see it now. Take the name out, or change it, and ask again."),
        ],
        why=_why(),
        buttons=[Button(_("Open the draft"), story.get_absolute_url())],
        small=_("Nobody needs a reason for a no."),
    )


def taken_down(message: Message) -> Mail:
    story = _story(message)
    return letter(
        message,
        _("Your story was taken down"),
        [
            _("HR took “%(title)s” down. The reason:") % {"title": story.title},
            f"“{story.taken_down_reason}”",
            _("You can change it and ask again; HR reads it before it is published."),
        ],
        why=_why(),
        buttons=[
            Button(_("Open the story"), story.get_absolute_url()),
            Button(_("Whom to ask"), reverse("help"), quiet=True),
        ],
    )


def _why() -> str:
    return _("You get this because you wrote a story.")


def _consent(message: Message) -> StoryConsent:
    rows = StoryConsent.objects.select_related("story__author", "profile__user")
    return rows.get(pk=message.context["consent"])


def _story(message: Message) -> Story:
    return Story.objects.select_related("author").get(pk=message.context["story"])


def _asks(message: Message) -> bool:
    rows = StoryConsent.objects.filter(pk=message.context["consent"], profile__is_active=True)
    asked_now = rows.filter(state=StoryConsent.State.ASKED, story__state=Story.State.ASKING)
    return asked_now.filter(story__edition=message.context["edition"]).exists()


def _is(*states: str) -> "object":
    def check(message: Message) -> bool:
        rows = Story.objects.filter(pk=message.context["story"], author__is_active=True)
        return rows.filter(state__in=states).exists()

    return check


KINDS = (
    kind(stories.ASKED, asked, still_wanted=_asks),
    kind(stories.PUBLISHED, published, still_wanted=_is(Story.State.PUBLISHED)),
    kind(stories.REFUSED, refused, still_wanted=_is(Story.State.DRAFT)),
    kind(story_desk.TAKEN_DOWN, taken_down, still_wanted=_is(Story.State.TAKEN_DOWN)),
)
