from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, OuterRef, Q, Subquery, Sum
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from community.models.library import Resource
from profiles.models import Profile


class PathQuerySet(models.QuerySet["Path"]):
    def published(self) -> "PathQuerySet":
        return self.filter(state=Path.State.PUBLISHED)

    def readable_by(self, profile: Profile) -> "PathQuerySet":
        """Published ones, and those taken out that this person had begun."""
        begun = PathProgress.objects.filter(profile=profile).values("path")
        return self.filter(
            Q(state=Path.State.PUBLISHED) | Q(state=Path.State.RETIRED, pk__in=begun)
        )

    def with_size(self) -> "PathQuerySet":
        """`step_count` and `total_minutes` of the steps there are now."""
        steps = PathStep.objects.current().filter(path=OuterRef("pk")).order_by()
        counted = steps.values("path").annotate(n=models.Count("pk"), of=Sum("minutes"))
        return self.annotate(
            step_count=Coalesce(Subquery(counted.values("n")), 0),
            total_minutes=Coalesce(Subquery(counted.values("of")), 0),
        )

    def with_done(self, profile: Profile) -> "PathQuerySet":
        """What one person has of each: `begun_on`, `finished_on`, `done_count`, `done_minutes`."""
        mine = PathProgress.objects.filter(path=OuterRef("pk"), profile=profile)
        steps = PathStep.objects.current().filter(path=OuterRef("pk"))
        done = steps.filter(done__progress__profile=profile).order_by().values("path")
        counted = done.annotate(n=models.Count("pk"), of=Sum("minutes"))
        return self.annotate(
            begun_on=Subquery(mine.values("started_at")),
            finished_on=Subquery(mine.values("finished_at")),
            done_count=Coalesce(Subquery(counted.values("n")), 0),
            done_minutes=Coalesce(Subquery(counted.values("of")), 0),
        )


class Path(models.Model):
    """An ordered list of steps with a badge at its end: mentor training, a newcomer's first weeks,
    the spine of a circle.

    Paths that ship with the product carry the digest of the text they were loaded from; one that HR
    has changed here is left alone by the next update.
    """

    class State(models.TextChoices):
        DRAFT = "draft", _("Draft")
        PUBLISHED = "published", _("Published")
        RETIRED = "retired", _("Taken out")

    slug = models.SlugField(max_length=60, unique=True)
    name = models.CharField(_("name"), max_length=120)
    summary = models.CharField(_("what it is good for"), max_length=400, blank=True)
    goals = models.TextField(blank=True)
    badge = models.CharField(_("badge"), max_length=60, blank=True)
    state = models.CharField(max_length=10, choices=State, default=State.DRAFT)
    shipped_digest = models.CharField(max_length=64, blank=True)
    changed_here_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = PathQuerySet.as_manager()

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("path", args=[self.slug])

    @property
    def is_shipped(self) -> bool:
        return bool(self.shipped_digest)


class PathStepQuerySet(models.QuerySet["PathStep"]):
    def current(self) -> "PathStepQuerySet":
        return self.filter(position__isnull=False)


class PathStep(models.Model):
    """A reading written here, an exercise, an item of the library, a session to go to, or the
    check at the end.

    A step taken out loses its place and stays as a row: what people wrote in it is theirs. `key`
    names a step that ships with the product, whatever its place.
    """

    class Kind(models.TextChoices):
        READING = "reading", _("Reading")
        EXERCISE = "exercise", _("Exercise")
        RESOURCE = "resource", _("From the library")
        SESSION = "session", _("Session")
        CHECK = "check", _("Check")

    path = models.ForeignKey(Path, on_delete=models.CASCADE, related_name="steps")
    key = models.SlugField(max_length=60, blank=True)
    position = models.PositiveSmallIntegerField(null=True, blank=True)
    kind = models.CharField(max_length=10, choices=Kind)
    title = models.CharField(_("title"), max_length=160)
    body = models.TextField(blank=True)
    minutes = models.PositiveSmallIntegerField(default=5)
    resource = models.ForeignKey(
        Resource, on_delete=models.SET_NULL, null=True, blank=True, related_name="path_steps"
    )
    session = models.ForeignKey(
        "community.Session", on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )

    objects = PathStepQuerySet.as_manager()

    class Meta:
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["path", "position"],
                name="community_step_one_per_place",
                deferrable=models.Deferrable.DEFERRED,
            ),
            models.UniqueConstraint(
                fields=["path", "key"], condition=~Q(key=""), name="community_step_one_per_key"
            ),
            models.CheckConstraint(
                condition=Q(minutes__gte=1, minutes__lte=600), name="community_step_minutes"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("path-step", args=[self.path.slug, self.pk])

    @property
    def icon(self) -> str:
        return ICONS[self.Kind(self.kind)]

    @property
    def is_exercise(self) -> bool:
        return self.kind == self.Kind.EXERCISE

    @property
    def is_check(self) -> bool:
        return self.kind == self.Kind.CHECK


ICONS = {
    PathStep.Kind.READING: "book-open",
    PathStep.Kind.EXERCISE: "pencil-line",
    PathStep.Kind.RESOURCE: "library",
    PathStep.Kind.SESSION: "calendar",
    PathStep.Kind.CHECK: "list-checks",
}


class CheckQuestion(models.Model):
    """A question of a check: a few answers of which one is right, each with its explanation."""

    FEWEST, MOST = 2, 5

    step = models.ForeignKey(PathStep, on_delete=models.CASCADE, related_name="questions")
    position = models.PositiveSmallIntegerField()
    text = models.CharField(max_length=400)
    choices = ArrayField(models.CharField(max_length=300))
    whys = ArrayField(models.CharField(max_length=500, blank=True))
    right = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(
                fields=["step", "position"],
                name="community_question_one_per_place",
                deferrable=models.Deferrable.DEFERRED,
            ),
            models.CheckConstraint(
                condition=Q(choices__len__gte=2, choices__len__lte=5)
                & Q(whys__len=F("choices__len"))
                & Q(choices__len__gt=F("right")),
                name="community_question_answers",
            ),
        ]

    def __str__(self) -> str:
        return self.text


class PathProgress(models.Model):
    """One person on one path. Finished stays finished, whatever becomes of the steps; the badge is
    on the person's page only while they want it there."""

    path = models.ForeignKey(Path, on_delete=models.CASCADE, related_name="progress")
    profile = models.ForeignKey(Profile, on_delete=models.CASCADE, related_name="paths")
    started_at = models.DateTimeField()
    last_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True, blank=True)
    shows_badge = models.BooleanField(default=False)

    class Meta:
        ordering = ["-last_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["path", "profile"], name="community_progress_once_per_person"
            ),
            models.CheckConstraint(
                condition=Q(shows_badge=False) | Q(finished_at__isnull=False),
                name="community_badge_when_finished",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.profile} on {self.path}"


class StepDone(models.Model):
    """One person has done one step."""

    progress = models.ForeignKey(PathProgress, on_delete=models.CASCADE, related_name="done")
    step = models.ForeignKey(PathStep, on_delete=models.CASCADE, related_name="done")
    at = models.DateTimeField()

    class Meta:
        ordering = ["at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["progress", "step"], name="community_step_done_once_per_person"
            )
        ]

    def __str__(self) -> str:
        return f"{self.progress}: {self.step}"
