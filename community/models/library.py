from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from profiles.models import Profile, Skill


class ResourceQuerySet(models.QuerySet["Resource"]):
    def published(self) -> "ResourceQuerySet":
        return self.filter(state=Resource.State.PUBLISHED)


class Resource(models.Model):
    """An item of the library: a link, a file or a document written in the browser.

    A suggestion is seen by whoever made it and by HR until HR publishes it. `search_text` and
    `trigrams` are those of `profiles.search`.
    """

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
        SUGGESTED = "suggested", _("Suggested")
        PUBLISHED = "published", _("Published")
        DECLINED = "declined", _("Not taken")
        RETIRED = "retired", _("Taken out")

    kind = models.CharField(max_length=16, choices=Kind)
    state = models.CharField(max_length=10, choices=State, default=State.SUGGESTED)
    title = models.CharField(_("title"), max_length=160)
    summary = models.CharField(_("what it is good for"), max_length=400, blank=True)
    url = models.URLField(_("link"), max_length=500, blank=True)
    minutes = models.PositiveSmallIntegerField(_("minutes"), null=True, blank=True)
    skills = models.ManyToManyField(Skill, related_name="resources", blank=True)
    suggested_by = models.ForeignKey(
        Profile, on_delete=models.SET_NULL, null=True, blank=True, related_name="suggested"
    )
    owner = models.ForeignKey(
        Profile, on_delete=models.SET_NULL, null=True, blank=True, related_name="owned_resources"
    )
    # By then the owner is asked whether it still holds.
    review_on = models.DateField(null=True, blank=True)
    published_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    search_text = models.TextField(blank=True, editable=False)
    trigrams = ArrayField(models.CharField(max_length=3), default=list, blank=True, editable=False)

    objects = ResourceQuerySet.as_manager()

    class Meta:
        ordering = ["-published_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["url"],
                condition=~Q(url="") & Q(state__in=["suggested", "published"]),
                name="community_resource_once_per_link",
            ),
            models.CheckConstraint(
                condition=~Q(state="published") | Q(published_at__isnull=False),
                name="community_resource_published_has_a_time",
            ),
            models.CheckConstraint(
                condition=Q(minutes__isnull=True) | Q(minutes__gte=1, minutes__lte=6000),
                name="community_resource_minutes",
            ),
        ]
        indexes = [GinIndex(fields=["trigrams"], name="community_resource_trigrams")]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("resource", args=[self.pk])
