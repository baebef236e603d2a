from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVector, SearchVectorField
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from profiles.models import Profile, Skill

LONGEST_BODY = 20_000
# What lists need not read.
HEAVY = ("body", "title_text", "search_text", "title_words", "words")


class ResourceQuerySet(models.QuerySet["Resource"]):
    def published(self) -> "ResourceQuerySet":
        return self.filter(state=Resource.State.PUBLISHED)

    def visible_to(self, profile: Profile, *, is_hr: bool) -> "ResourceQuerySet":
        """What is published; what is not, for who suggested or owns it and for HR; a draft for
        its author alone."""
        mine = Q(suggested_by=profile) | Q(owner=profile)
        not_draft = ~Q(state=Resource.State.DRAFT)
        others = not_draft if is_hr else mine & not_draft
        return self.filter(
            Q(state=Resource.State.PUBLISHED)
            | others
            | Q(state=Resource.State.DRAFT, suggested_by=profile)
        )

    def without_owner(self) -> "ResourceQuerySet":
        """Published, and whoever looked after it has left."""
        return self.published().filter(Q(owner=None) | Q(owner__is_active=False))

    def light(self) -> "ResourceQuerySet":
        """For lists: without the words of the body and what search needs."""
        return self.defer(*HEAVY)


class Resource(models.Model):
    """An item of the library: a link, a file or a document written in the browser.

    A draft is seen by its author, a suggestion by whoever made it and by HR until HR publishes it.
    `edition` counts every save and tells a stale page; `link_key` is what two spellings of one
    link have in common. PostgreSQL keeps the two word lists from `title_text` and `search_text`,
    which hold plain words (`profiles.search.text`).
    """

    class Shape(models.TextChoices):
        LINK = "link", _("Link")
        FILE = "file", _("File")
        DOCUMENT = "document", _("Document")

    class Kind(models.TextChoices):
        BOOK = "book", _("Book")
        ARTICLE = "article", _("Article")
        VIDEO = "video", _("Video")
        TRAINING = "training", _("Training")
        TEMPLATE = "template", _("Template")
        RECORDING = "recording", _("Recording")
        BEST_PRACTICE = "best_practice", _("Best practice")
        LESSON = "lesson", _("Lesson learned")
        HOW_TO = "how_to", _("How-to")

    class State(models.TextChoices):
        DRAFT = "draft", _("Draft")
        SUGGESTED = "suggested", _("Suggested")
        PUBLISHED = "published", _("Published")
        DECLINED = "declined", _("Not taken")
        RETIRED = "retired", _("Taken out")

    WRITTEN = (Kind.BEST_PRACTICE, Kind.LESSON, Kind.HOW_TO)

    shape = models.CharField(max_length=8, choices=Shape, default=Shape.LINK)
    kind = models.CharField(max_length=16, choices=Kind)
    state = models.CharField(max_length=10, choices=State, default=State.SUGGESTED)
    title = models.CharField(_("title"), max_length=160)
    summary = models.CharField(_("what it is good for"), max_length=400, blank=True)
    url = models.URLField(_("link"), max_length=500, blank=True)
    link_key = models.CharField(max_length=500, blank=True, editable=False)
    body = models.TextField(blank=True)
    minutes = models.PositiveSmallIntegerField(_("minutes"), null=True, blank=True)
    skills = models.ManyToManyField(Skill, related_name="resources", blank=True)
    suggested_by = models.ForeignKey(
        Profile, on_delete=models.SET_NULL, null=True, blank=True, related_name="suggested"
    )
    owner = models.ForeignKey(
        Profile, on_delete=models.SET_NULL, null=True, blank=True, related_name="owned_resources"
    )
    edition = models.PositiveIntegerField(default=1)
    # By then the owner is asked whether it still holds.
    review_on = models.DateField(null=True, blank=True)
    # The date of which the owner has been reminded.
    asked_for = models.DateField(null=True, blank=True)
    published_at = models.DateTimeField(null=True, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    # What HR told the person who suggested it.
    reason = models.CharField(max_length=400, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)
    title_text = models.TextField(blank=True, editable=False)
    search_text = models.TextField(blank=True, editable=False)
    title_words = models.GeneratedField(
        expression=SearchVector("title_text", config="simple"),
        output_field=SearchVectorField(),
        db_persist=True,
    )
    words = models.GeneratedField(
        expression=SearchVector("search_text", config="simple"),
        output_field=SearchVectorField(),
        db_persist=True,
    )

    objects = ResourceQuerySet.as_manager()

    class Meta:
        ordering = ["-published_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["link_key"],
                condition=~Q(link_key="") & Q(state__in=["suggested", "published"]),
                name="community_resource_once_per_link",
            ),
            models.CheckConstraint(
                condition=(
                    Q(shape="link", link_key__gt="")
                    & (Q(url__startswith="https://") | Q(url__startswith="http://"))
                )
                | (~Q(shape="link") & Q(link_key="", url="")),
                name="community_resource_link_if_it_is_one",
            ),
            models.CheckConstraint(
                condition=Q(shape="document") | Q(body=""),
                name="community_resource_words_if_document",
            ),
            models.CheckConstraint(
                condition=~Q(state="published") | Q(published_at__isnull=False),
                name="community_resource_published_has_a_time",
            ),
            models.CheckConstraint(
                condition=~Q(state="declined") | Q(reason__gt=""),
                name="community_resource_declined_has_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(minutes__isnull=True) | Q(minutes__gte=1, minutes__lte=6000),
                name="community_resource_minutes",
            ),
        ]
        indexes = [
            GinIndex(fields=["words"], name="community_resource_words"),
            models.Index(fields=["-published_at", "-id"], name="community_resource_newest"),
            models.Index(
                fields=["kind", "minutes"],
                condition=Q(state="published"),
                name="community_resource_counted",
            ),
            GinIndex(fields=["title_words"], name="community_resource_title_words"),
            models.Index(fields=["state", "review_on"], name="community_resource_review"),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("resource", args=[self.pk])

    @property
    def is_document(self) -> bool:
        return self.shape == self.Shape.DOCUMENT

    @property
    def is_published(self) -> bool:
        return self.state == self.State.PUBLISHED


class ResourceFile(models.Model):
    """The bytes of a file, apart from the rows that lists read. In the database, so that every
    web process and worker has them."""

    resource = models.OneToOneField(Resource, on_delete=models.CASCADE, related_name="file")
    name = models.CharField(max_length=120)
    size = models.PositiveIntegerField()
    digest = models.CharField(max_length=64)
    data = models.BinaryField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(size__gt=0), name="community_file_is_not_empty"),
        ]
        indexes = [models.Index(fields=["digest"], name="community_file_digest")]

    def __str__(self) -> str:
        return self.name


class ResourceVersion(models.Model):
    """A document as somebody left it, from the day it was sent to HR."""

    resource = models.ForeignKey(Resource, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    title = models.CharField(max_length=160)
    body = models.TextField(blank=True)
    by = models.ForeignKey(
        Profile, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    at = models.DateTimeField()

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(
                fields=["resource", "number"], name="community_version_number_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.title} ({self.number})"
