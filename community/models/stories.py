import uuid

from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from community.models.recognition import NamelessPlace
from matching.models import Pair
from profiles.models import Profile

PART_LENGTH = 2000


class StoryQuerySet(models.QuerySet["Story"]):
    def public(self) -> "StoryQuerySet":
        """Published, while everybody in it is here and may be named."""
        off = NamelessPlace.objects.all()
        named = StoryConsent.objects.filter(story=OuterRef("pk"))
        countries = off.values("country")
        return (
            self.filter(state=Story.State.PUBLISHED, author__is_active=True)
            .exclude(Exists(off.filter(country="")))
            .exclude(Exists(off.filter(country=OuterRef("author__country"))))
            .exclude(Exists(named.filter(profile__is_active=False)))
            .exclude(Exists(named.filter(profile__country__in=countries)))
        )

    def on_the_desk(self) -> "StoryQuerySet":
        """What HR may read: everybody named has agreed."""
        return self.filter(
            state__in=[Story.State.WAITING, Story.State.PUBLISHED, Story.State.TAKEN_DOWN]
        )


class Story(models.Model):
    """A success story in three parts. Nobody but its author and the people it asks sees it before
    everybody named has agreed.

    `named` and `agreed` count the consents and move with them under the row's lock, so the
    database itself refuses to publish what somebody has not agreed to. `edition` counts the
    versions of the text: a consent is one to the words that were read.
    """

    class State(models.TextChoices):
        DRAFT = "draft", _("Draft")
        ASKING = "asking", _("Asking the people named")
        WAITING = "waiting", _("HR reads it")
        PUBLISHED = "published", _("Published")
        TAKEN_DOWN = "taken_down", _("Taken down")

    author = models.ForeignKey(Profile, on_delete=models.CASCADE, related_name="stories")
    pair = models.ForeignKey(
        Pair, on_delete=models.SET_NULL, null=True, blank=True, related_name="stories"
    )
    state = models.CharField(max_length=10, choices=State, default=State.DRAFT)
    title = models.CharField(max_length=120)
    beginning = models.TextField(blank=True)
    doing = models.TextField()
    now = models.TextField(blank=True)
    edition = models.PositiveIntegerField(default=1)
    nonce = models.UUIDField(default=uuid.uuid4)
    named = models.PositiveSmallIntegerField(default=0)
    agreed = models.PositiveSmallIntegerField(default=0)
    written_at = models.DateTimeField()
    asked_at = models.DateTimeField(null=True, blank=True)
    published_at = models.DateTimeField(null=True, blank=True)
    # HR reads it before it is published again.
    was_taken_down = models.BooleanField(default=False)
    taken_down_reason = models.CharField(max_length=400, blank=True)

    objects = StoryQuerySet.as_manager()

    class Meta:
        ordering = ["-published_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["author", "pair"], name="community_story_once_per_pair"
            ),
            models.UniqueConstraint(fields=["author", "nonce"], name="community_story_form_once"),
            models.CheckConstraint(
                condition=Q(agreed__lte=F("named")), name="community_story_agreed_among_named"
            ),
            models.CheckConstraint(
                condition=Q(state__in=["draft", "asking"]) | Q(agreed=F("named")),
                name="community_story_shown_with_all_consents",
            ),
            models.CheckConstraint(
                condition=~Q(state="published") | Q(published_at__isnull=False),
                name="community_story_published_has_a_time",
            ),
            models.CheckConstraint(
                condition=~Q(state="taken_down") | ~Q(taken_down_reason=""),
                name="community_story_taken_down_has_a_reason",
            ),
        ]
        indexes = [models.Index(fields=["state", "-published_at"], name="community_story_latest")]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("story", args=[self.pk])

    @property
    def people(self) -> list[Profile]:
        """Author first; read `consents__profile` before."""
        return [self.author, *(row.profile for row in self.consents.all())]


class StoryConsent(models.Model):
    """A person named in a story, and what they say to it."""

    class State(models.TextChoices):
        NAMED = "named", _("Not asked yet")
        ASKED = "asked", _("Asked")
        AGREED = "agreed", _("Agrees")
        DECLINED = "declined", _("Would rather not")
        WITHDRAWN = "withdrawn", _("Has taken the yes back")

    story = models.ForeignKey(Story, on_delete=models.CASCADE, related_name="consents")
    profile = models.ForeignKey(Profile, on_delete=models.CASCADE, related_name="story_consents")
    state = models.CharField(max_length=10, choices=State, default=State.NAMED)
    edition = models.PositiveIntegerField(default=1)
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["profile__name", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["story", "profile"], name="community_consent_once_per_person"
            ),
            models.CheckConstraint(
                condition=Q(state__in=["named", "asked"], answered_at__isnull=True)
                | Q(state__in=["agreed", "declined", "withdrawn"], answered_at__isnull=False),
                name="community_consent_answered_has_a_time",
            ),
        ]

    def __str__(self) -> str:
        return f"consent {self.pk} to story {self.story_id}"

    @property
    def reads_it(self) -> bool:
        return self.state in (self.State.ASKED, self.State.AGREED)
