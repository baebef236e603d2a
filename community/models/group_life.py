from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from community.models.groups import Group
from community.models.library import Resource
from profiles.models import Profile


class PlanStepQuerySet(models.QuerySet["PlanStep"]):
    def open(self) -> "PlanStepQuerySet":
        return self.filter(done_at__isnull=True)

    def in_order(self) -> "PlanStepQuerySet":
        """By their day, those without one after them."""
        return self.order_by(F("due_on").asc(nulls_last=True), "pk")


class PlanStep(models.Model):
    """A step of a group's plan: a week of a circle, a milestone of a project."""

    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="steps")
    title = models.CharField(max_length=160)
    due_on = models.DateField(null=True, blank=True)
    created_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True, blank=True)
    done_by = models.ForeignKey(
        Profile, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    # Counts edits: whoever saves over words they have not seen is shown both.
    version = models.PositiveIntegerField(default=1)

    objects = PlanStepQuerySet.as_manager()

    class Meta:
        ordering = ["due_on", "pk"]
        indexes = [models.Index("group", "due_on", name="community_plan_step_by_group")]
        constraints = [
            models.CheckConstraint(condition=~Q(title=""), name="community_plan_step_says_what"),
        ]

    def __str__(self) -> str:
        return self.title


class PostQuerySet(models.QuerySet["Post"]):
    def threads(self) -> "PostQuerySet":
        return self.filter(parent__isnull=True)


class Post(models.Model):
    """What a member writes to the group, in Markdown; an answer to it has a `parent`."""

    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="posts")
    parent = models.ForeignKey(
        "self", on_delete=models.CASCADE, null=True, blank=True, related_name="replies"
    )
    author = models.ForeignKey(
        Profile, on_delete=models.SET_NULL, null=True, related_name="group_posts"
    )
    body = models.TextField()
    posted_at = models.DateTimeField()
    edited_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = PostQuerySet.as_manager()

    class Meta:
        ordering = ["posted_at", "pk"]
        indexes = [models.Index(fields=["group", "-posted_at"], name="community_post_by_group")]

    def __str__(self) -> str:
        return f"post {self.pk} in {self.group_id}"

    def get_absolute_url(self) -> str:
        return reverse("group-posts", args=[self.group_id]) + f"#post-{self.pk}"


class Mention(models.Model):
    """A member named in a post: told once a day and group at most."""

    post = models.ForeignKey(Post, on_delete=models.CASCADE, related_name="mentions")
    profile = models.ForeignKey(Profile, on_delete=models.CASCADE, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["post", "profile"], name="community_mention_once")
        ]

    def __str__(self) -> str:
        return f"{self.profile_id} in post {self.post_id}"


class ShelfItem(models.Model):
    """An item of the library that a group keeps at hand."""

    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="shelf")
    resource = models.ForeignKey(Resource, on_delete=models.CASCADE, related_name="shelves")
    added_by = models.ForeignKey(
        Profile, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    added_at = models.DateTimeField()

    class Meta:
        ordering = ["-added_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["group", "resource"], name="community_shelf_once")
        ]

    def __str__(self) -> str:
        return f"{self.resource_id} on the shelf of {self.group_id}"
