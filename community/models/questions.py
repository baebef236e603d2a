import uuid

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from community.models.library import Resource
from profiles.models import Profile, Skill

TITLE_LENGTH = 160
WORDS_LENGTH = 4000
MOST_A_WEEK = 2


class AskingChoice(models.Model):
    """How many questions of colleagues a person takes in a week; 0 is none.

    Without a row, whoever wrote what they are happy to talk about takes `MOST_A_WEEK`, and others
    are asked nothing.
    """

    profile = models.OneToOneField(Profile, on_delete=models.CASCADE, related_name="asking_choice")
    most_a_week = models.PositiveSmallIntegerField(default=MOST_A_WEEK)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(most_a_week__lte=MOST_A_WEEK), name="community_asking_most_a_week"
            )
        ]

    def __str__(self) -> str:
        return f"asking choice {self.pk}"


class QuestionQuerySet(models.QuerySet["Question"]):
    def open(self) -> "QuestionQuerySet":
        return self.filter(state=Question.State.OPEN, asker__is_active=True)

    def between(self, person: Profile) -> "QuestionQuerySet":
        """Their own, those they were asked, and those they answered."""
        asked = Asked.objects.filter(profile=person).order_by().values("question")
        answered = Answer.objects.filter(author=person).order_by().values("question")
        return self.filter(Q(asker=person) | Q(pk__in=asked) | Q(pk__in=answered))

    def unanswered(self) -> "QuestionQuerySet":
        return self.filter(answers=None)


class Question(models.Model):
    """A question to people with a skill. Nobody but them and its asker reads it.

    `wanted` is asked alone at first. `due_at` is what the asker was promised: then others are
    asked, once (`widened_at`), and after that the asker is told (`gave_up_at`).
    """

    class State(models.TextChoices):
        OPEN = "open", _("Open")
        CLOSED = "closed", _("Closed")

    asker = models.ForeignKey(Profile, on_delete=models.CASCADE, related_name="questions")
    skill = models.ForeignKey(Skill, on_delete=models.PROTECT, related_name="questions")
    wanted = models.ForeignKey(
        Profile, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    title = models.CharField(_("question"), max_length=TITLE_LENGTH)
    details = models.TextField(blank=True)
    may_ask_managers = models.BooleanField(default=False)
    state = models.CharField(max_length=8, choices=State, default=State.OPEN)
    nonce = models.UUIDField(default=uuid.uuid4)
    asked_at = models.DateTimeField()
    due_at = models.DateTimeField()
    widened_at = models.DateTimeField(null=True, blank=True)
    gave_up_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)

    objects = QuestionQuerySet.as_manager()

    class Meta:
        ordering = ["-asked_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["asker", "nonce"], name="community_question_form_once"),
            models.CheckConstraint(
                condition=Q(state="open", closed_at__isnull=True)
                | Q(state="closed", closed_at__isnull=False),
                name="community_question_closed_has_a_time",
            ),
            models.CheckConstraint(
                condition=Q(gave_up_at__isnull=True) | Q(widened_at__isnull=False),
                name="community_question_gives_up_after_widening",
            ),
        ]
        indexes = [
            models.Index(
                fields=["due_at"], condition=Q(state="open"), name="community_question_due"
            ),
            models.Index(fields=["skill", "-asked_at"], name="community_question_by_skill"),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("question", args=[self.pk])

    @property
    def is_open(self) -> bool:
        return self.state == self.State.OPEN


class Asked(models.Model):
    """Somebody a question was sent to. `week` (its Monday) and `place` keep the limit of a week:
    the database has no third place."""

    class State(models.TextChoices):
        WAITS = "waits", _("Asked")
        PASSED = "passed", _("Passed on")
        ANSWERED = "answered", _("Answered")

    question = models.ForeignKey(Question, on_delete=models.CASCADE, related_name="asked")
    profile = models.ForeignKey(Profile, on_delete=models.CASCADE, related_name="asked")
    week = models.DateField()
    place = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=8, choices=State, default=State.WAITS)
    asked_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-asked_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["question", "profile"], name="community_asked_once_per_person"
            ),
            models.UniqueConstraint(
                fields=["profile", "week", "place"], name="community_asked_place_of_a_week"
            ),
            models.CheckConstraint(
                condition=Q(place__gte=1, place__lte=MOST_A_WEEK), name="community_asked_places"
            ),
            models.CheckConstraint(
                condition=Q(state="waits", settled_at__isnull=True)
                | (~Q(state="waits") & Q(settled_at__isnull=False)),
                name="community_asked_settled_has_a_time",
            ),
        ]

    def __str__(self) -> str:
        return f"question {self.question_id} to {self.profile_id}"


class Answer(models.Model):
    """What one person answered; only they and the asker read it.

    The asker may ask once more (`follow_up`), and its author replies to that once. `sharing` is how
    the answer becomes an item of the library: the asker offers it, its author agrees.
    """

    class Sharing(models.TextChoices):
        NONE = "", _("Between the two")
        OFFERED = "offered", _("Proposed for the library")
        AGREED = "agreed", _("For the library")
        DECLINED = "declined", _("Stays between the two")

    question = models.ForeignKey(Question, on_delete=models.CASCADE, related_name="answers")
    author = models.ForeignKey(Profile, on_delete=models.CASCADE, related_name="answers")
    words = models.TextField()
    written_at = models.DateTimeField()
    edited_at = models.DateTimeField(null=True, blank=True)
    helped_at = models.DateTimeField(null=True, blank=True)
    follow_up = models.TextField(blank=True, default="", db_default="")
    follow_up_at = models.DateTimeField(null=True, blank=True)
    reply = models.TextField(blank=True, default="", db_default="")
    replied_at = models.DateTimeField(null=True, blank=True)
    sharing = models.CharField(max_length=8, choices=Sharing, default=Sharing.NONE, blank=True)
    resource = models.OneToOneField(
        Resource, on_delete=models.SET_NULL, null=True, blank=True, related_name="answer"
    )

    class Meta:
        ordering = ["written_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["question", "author"], name="community_answer_once_per_person"
            ),
            models.UniqueConstraint(
                fields=["question"],
                condition=Q(sharing__in=["offered", "agreed"]),
                name="community_answer_one_for_the_library",
            ),
            models.CheckConstraint(
                condition=Q(sharing="") | Q(helped_at__isnull=False),
                name="community_answer_shared_has_helped",
            ),
            models.CheckConstraint(
                condition=Q(resource__isnull=True) | Q(sharing="agreed"),
                name="community_answer_in_library_is_agreed",
            ),
            models.CheckConstraint(
                condition=Q(follow_up="", follow_up_at__isnull=True)
                | (~Q(follow_up="") & Q(follow_up_at__isnull=False)),
                name="community_answer_follow_up_has_a_time",
            ),
            models.CheckConstraint(
                condition=Q(reply="", replied_at__isnull=True)
                | (~Q(reply="") & ~Q(follow_up="") & Q(replied_at__isnull=False)),
                name="community_answer_reply_is_to_a_follow_up",
            ),
        ]

    def __str__(self) -> str:
        return f"answer of {self.author_id} to {self.question_id}"
