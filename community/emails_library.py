"""The mails of the library: what HR decided, what owners should look at.

Contexts carry ids only; an item that has changed since is told of as it is when the mail goes.
"""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from community import library, library_care, library_readers
from community.models import Resource
from matching.emails import kind, letter
from outbox.kinds import AT_LEAST_ONCE, AT_MOST_ONCE, Mail
from outbox.models import Message
from outbox.render import Button
from profiles.models import Profile

State = Resource.State
LISTED = 10


def approved(message: Message) -> Mail:
    item = _item(message)
    return letter(
        message,
        _("Your suggestion is in the library"),
        [
            _("“%(title)s” is in the library now. Everybody here finds it.")
            % {"title": item.title},
            _("You are its owner: in a year we ask you whether it still holds."),
        ],
        why=_("You get this because you suggested it."),
        buttons=[Button(_("See it"), item.get_absolute_url())],
    )


def declined(message: Message) -> Mail:
    item = _item(message)
    return letter(
        message,
        _("Your suggestion was not taken"),
        [
            _("“%(title)s” is not in the library. HR writes:") % {"title": item.title},
            item.reason,
            _("You can change it and send it again."),
        ],
        preheader=_("With the reason, and what you can do"),
        why=_("You get this because you suggested it."),
        buttons=[Button(_("See it"), item.get_absolute_url())],
    )


def review(message: Message) -> Mail:
    items = list(_due(message))
    titles = [item.title for item in items[:LISTED]]
    if rest := len(items) - len(titles):
        titles.append(ngettext("%(n)d more", "%(n)d more", rest) % {"n": rest})
    title = ngettext("Is this still right?", "Are these %(n)d things still right?", len(items))
    single = items[0] if len(items) == 1 else None
    href = reverse("review-resource", args=[single.pk]) if single else reverse("library-mine")
    return letter(
        message,
        title % {"n": len(items)},
        [_("You look after this in the library:"), *titles,
         _("Say that it still holds, change it, hand it over or take it out.")],
        preheader=_("One look, one answer"),
        why=_("You get this once a year because you look after it."),
        buttons=[Button(_("Look at it"), href)],
    )  # fmt: skip


def dead_link(message: Message) -> Mail:
    item = _item(message)
    return letter(
        message,
        _("A link of yours leads nowhere"),
        [
            _("A reader says that the link of “%(title)s” is dead.") % {"title": item.title},
            _("Try it. Then enter the right one, say that it works, or take the item out."),
        ],
        why=_("You get this because you look after it in the library."),
        buttons=[Button(_("Look at it"), item.get_absolute_url())],
    )


def handed_over(message: Message) -> Mail:
    item = _item(message)
    giver = Profile.objects.filter(user=message.context["by"]).first()
    names = {"name": giver.name if giver else _("HR"), "title": item.title}
    return letter(
        message,
        _("You look after something in the library"),
        [
            _("%(name)s has made you the owner of “%(title)s”.") % names,
            _("You may change it, and once a year we ask you whether it still holds."),
            _("Not yours? Hand it over to somebody who knows it better."),
        ],
        why=_("You get this because you are its owner now."),
        buttons=[Button(_("See it"), item.get_absolute_url())],
    )


def _item(message: Message) -> Resource:
    return Resource.objects.light().get(pk=message.context["resource"])


def _due(message: Message) -> list[Resource]:
    rows = Resource.objects.published().filter(
        pk__in=message.context["resources"],
        owner__user=message.recipient,
        review_on__lte=message.not_before.date(),
    )
    return list(rows.light().order_by("title", "pk"))


def _is(message: Message, state: str) -> bool:
    return Resource.objects.filter(pk=message.context["resource"], state=state).exists()


def _is_owner(message: Message) -> bool:
    rows = Resource.objects.published().filter(owner__user=message.recipient)
    return rows.filter(pk=message.context["resource"]).exists()


def _is_reported(message: Message) -> bool:
    item = Resource.objects.published().filter(pk=message.context["resource"]).first()
    return item is not None and _is_owner(message) and bool(library_readers.open_reports(item))


KINDS = (
    kind(
        library.APPROVED,
        approved,
        policy=AT_LEAST_ONCE,
        still_wanted=lambda message: _is(message, State.PUBLISHED),
        label=gettext_lazy("Library: suggestion taken"),
    ),
    kind(
        library.DECLINED,
        declined,
        policy=AT_LEAST_ONCE,
        still_wanted=lambda message: _is(message, State.DECLINED),
        label=gettext_lazy("Library: suggestion not taken"),
    ),
    kind(
        library_care.REVIEW,
        review,
        policy=AT_MOST_ONCE,
        still_wanted=lambda message: bool(_due(message)),
        priority=6,
        label=gettext_lazy("Library: is it still right?"),
    ),
    kind(
        library_readers.DEAD,
        dead_link,
        policy=AT_MOST_ONCE,
        still_wanted=_is_reported,
        priority=6,
        label=gettext_lazy("Library: dead link"),
    ),
    kind(
        library_care.HANDED_OVER,
        handed_over,
        policy=AT_LEAST_ONCE,
        still_wanted=_is_owner,
        label=gettext_lazy("Library: handed over"),
    ),
)
