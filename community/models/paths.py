from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from community.models.library import Resource


class Path(models.Model):
    """An ordered list of steps with a badge at its end: mentor training, a newcomer's first weeks,
    the spine of a circle. `slug` names the ones that ship with the product."""

    class State(models.TextChoices):
        DRAFT = "draft", _("Draft")
        PUBLISHED = "published", _("Published")
        RETIRED = "retired", _("Taken out")

    slug = models.SlugField(max_length=60, unique=True)
    name = models.CharField(_("name"), max_length=120)
    summary = models.CharField(_("what it is good for"), max_length=400, blank=True)
    badge = models.CharField(_("badge"), max_length=60, blank=True)
    state = models.CharField(max_length=10, choices=State, default=State.DRAFT)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("path", args=[self.slug])


class PathStep(models.Model):
    """A reading written here, an exercise, an item of the library, a session to go to, or the
    check at the end."""

    class Kind(models.TextChoices):
        READING = "reading", _("Reading")
        EXERCISE = "exercise", _("Exercise")
        RESOURCE = "resource", _("From the library")
        SESSION = "session", _("Session")
        CHECK = "check", _("Check")

    path = models.ForeignKey(Path, on_delete=models.CASCADE, related_name="steps")
    position = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=10, choices=Kind)
    title = models.CharField(_("title"), max_length=160)
    body = models.TextField(blank=True)
    minutes = models.PositiveSmallIntegerField(default=5)
    resource = models.ForeignKey(
        Resource, on_delete=models.SET_NULL, null=True, blank=True, related_name="path_steps"
    )

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(
                fields=["path", "position"],
                name="community_step_one_per_place",
                deferrable=models.Deferrable.DEFERRED,
            ),
            models.CheckConstraint(
                condition=Q(minutes__gte=1, minutes__lte=600), name="community_step_minutes"
            ),
        ]

    def __str__(self) -> str:
        return self.title
