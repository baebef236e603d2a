"""Offers and goals: a few rows each, every one with its levels in words, and a box to add more."""

from abc import abstractmethod
from dataclasses import dataclass
from typing import Any, cast

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext_lazy as _

from profiles import skills
from profiles.fields import SkillsField
from profiles.forms.sections import SectionForm
from profiles.models import Goal, Offer, Profile, Skill
from profiles.models.skills import LEVELS

MOST_OFFERS = 30
MOST_GOALS = 10
USUAL_LEVEL = 3
LONGEST_SENTENCE = 280
PRIORITIES = [(1, _("Most important")), (2, _("Important")), (3, _("Later"))]


@dataclass(frozen=True)
class SkillBox:
    """One skill's row on the page."""

    skill: Skill
    fields: list[BoundField]
    remove: BoundField

    @property
    def short(self) -> list[BoundField]:
        """What fits side by side."""
        return [field for field in self.fields if field.widget_type == "select"]

    @property
    def long(self) -> list[BoundField]:
        return [field for field in self.fields if field.widget_type != "select"]


def level_field(label: object, *, first: int = 1, last: int = 5) -> forms.TypedChoiceField:
    choices = [(n, f"{n}. {word}") for n, word in LEVELS.items() if first <= n <= last]
    return forms.TypedChoiceField(
        label=label,  # type: ignore[arg-type]
        choices=choices,
        coerce=int,
        error_messages={
            "required": _("Choose a level"),
            "invalid_choice": _("Choose a level from %(first)d to %(last)d")
            % {"first": first, "last": last},
        },
    )


class SkillRowsForm(SectionForm):
    """`rows` are what is stored, by skill; their fields are named `<field>_<skill id>`."""

    most: int
    too_many: object
    add = SkillsField(required=False, maximum=10)

    def __init__(self, data: Any = None, *, profile: Profile) -> None:
        self.rows: dict[int, Any] = {row.skill_id: row for row in self.rows_of(profile)}
        super().__init__(data, profile=profile)
        cast(SkillsField, self.fields["add"]).ask(profile)
        for pk, row in self.rows.items():
            for name, field in self.row_fields(row).items():
                self.fields[f"{name}_{pk}"] = field
                self.initial[f"{name}_{pk}"] = getattr(row, name)
            remove = _("Remove %(skill)s") % {"skill": row.skill.name}
            self.fields[f"remove_{pk}"] = forms.BooleanField(label=remove, required=False)

    @abstractmethod
    def rows_of(self, profile: Profile) -> Any:
        """What the person has, each with its skill."""

    @abstractmethod
    def row_fields(self, row: Any) -> dict[str, forms.Field]:
        """The fields of one row by the names of its columns."""

    @abstractmethod
    def row_values(self, row: Any) -> tuple[object, ...]:
        """What the row holds, in the order of `names`."""

    @abstractmethod
    def names(self) -> list[str]:
        """The columns a row is changed in."""

    def read(self) -> dict[str, object]:
        return {str(pk): self.row_values(row) for pk, row in self.rows.items()}

    def initial_values(self) -> dict[str, object]:
        return {}

    def boxes(self) -> list[SkillBox]:
        return [
            SkillBox(
                row.skill, [self[f"{name}_{pk}"] for name in self.names()], self[f"remove_{pk}"]
            )
            for pk, row in self.rows.items()
        ]

    def kept(self, cleaned: dict[str, Any]) -> dict[int, tuple[object, ...]]:
        return {
            pk: tuple(cleaned.get(f"{name}_{pk}") for name in self.names())
            for pk in self.rows
            if not cleaned.get(f"remove_{pk}")
        }

    def added(self, cleaned: dict[str, Any]) -> list[Skill]:
        return [skill for skill in cleaned.get("add") or [] if skill.pk not in self.rows]

    def values(self, cleaned: dict[str, Any]) -> dict[str, object]:
        found: dict[str, object] = {str(pk): row for pk, row in self.kept(cleaned).items()}
        return found | dict.fromkeys((skill.name for skill in self.added(cleaned)), "new")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if len(self.kept(cleaned)) + len(self.added(cleaned)) > self.most:
            self.add_error("add", self.too_many % {"most": self.most})  # type: ignore[operator]
        return cleaned

    def shown(self) -> list[tuple[object, str]]:
        return [(row.skill.name, self.row_words(row)) for row in self.rows.values()]

    @abstractmethod
    def row_words(self, row: Any) -> str:
        """The row in words, for a page with both versions."""

    def save(self) -> list[Skill]:
        """The skills that are new here, so that the page can ask for their levels."""
        kept = self.kept(self.cleaned_data)
        self.remove([row.pk for pk, row in self.rows.items() if pk not in kept])
        for pk, values in kept.items():
            if values != self.row_values(self.rows[pk]):
                self.change(self.rows[pk], values)
        new = skills.kept(self.added(self.cleaned_data), by=self.profile)
        self.create([skill for skill in new if skill.pk not in self.rows], len(kept))
        return new

    @abstractmethod
    def remove(self, ids: list[int]) -> None:
        """Take these rows out."""

    def change(self, row: Any, values: tuple[object, ...]) -> None:
        for name, value in zip(self.names(), values, strict=True):
            setattr(row, name, value)
        row.save(update_fields=self.names())

    @abstractmethod
    def create(self, new: list[Skill], place: int) -> None:
        """A row for each new skill, after the ones that stay."""


class OffersForm(SkillRowsForm):
    most = MOST_OFFERS
    too_many = _("You can offer %(most)d skills at most")
    add = SkillsField(
        label=_("Add skills you can help with"),
        help_text=_("Work, tools, languages: whatever a colleague could learn from you."),
        required=False,
        maximum=10,
    )

    def rows_of(self, profile: Profile) -> Any:
        return profile.offers.select_related("skill").order_by("skill__name")

    def names(self) -> list[str]:
        return ["level"]

    def row_fields(self, row: Offer) -> dict[str, forms.Field]:
        return {"level": level_field(_("Your level"))}

    def row_values(self, row: Offer) -> tuple[object, ...]:
        return (row.level,)

    def row_words(self, row: Offer) -> str:
        return str(LEVELS[row.level])

    def remove(self, ids: list[int]) -> None:
        Offer.objects.filter(pk__in=ids).delete()

    def create(self, new: list[Skill], place: int) -> None:
        rows = [Offer(profile=self.profile, skill=skill, level=USUAL_LEVEL) for skill in new]
        Offer.objects.bulk_create(rows, ignore_conflicts=True)


class GoalsForm(SkillRowsForm):
    most = MOST_GOALS
    too_many = _("You can have %(most)d goals at most")
    add = SkillsField(
        label=_("Add skills you want to grow in"),
        help_text=_("A mentor who offers one of them is your best match."),
        required=False,
        maximum=10,
    )

    def rows_of(self, profile: Profile) -> Any:
        return profile.goals.select_related("skill").order_by("priority", "pk")

    def names(self) -> list[str]:
        return ["current_level", "target_level", "priority", "sentence"]

    def row_fields(self, row: Goal) -> dict[str, forms.Field]:
        return {
            "current_level": level_field(_("Today"), last=4),
            "target_level": level_field(_("Where you want to be"), first=2),
            "priority": forms.TypedChoiceField(
                label=_("Priority"),
                choices=PRIORITIES,
                coerce=int,
                error_messages={
                    "required": _("Choose a priority"),
                    "invalid_choice": _("Choose a priority from the list"),
                },
            ),
            "sentence": forms.CharField(
                label=_("In three months I would like to…"),
                required=False,
                max_length=LONGEST_SENTENCE,
                widget=forms.Textarea(attrs={"rows": 2, "data-count": str(LONGEST_SENTENCE)}),
                error_messages={"max_length": _("Goal must be 280 characters or fewer")},
            ),
        }

    def row_values(self, row: Goal) -> tuple[object, ...]:
        return (row.current_level, row.target_level, row.priority, row.sentence)

    def row_words(self, row: Goal) -> str:
        levels = f"{LEVELS[row.current_level]} → {LEVELS[row.target_level]}"
        return f"{levels}. {row.sentence}" if row.sentence else levels

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        for pk in self.kept(cleaned):
            current, target = cleaned.get(f"current_level_{pk}"), cleaned.get(f"target_level_{pk}")
            if current and target and current >= target:
                words = _("Where you want to be must be above today's level")
                self.add_error(f"target_level_{pk}", str(words))
        return cleaned

    def remove(self, ids: list[int]) -> None:
        Goal.objects.filter(pk__in=ids).delete()

    def create(self, new: list[Skill], place: int) -> None:
        rows = [
            Goal(profile=self.profile, skill=skill, priority=min(place + number, 3))
            for number, skill in enumerate(new, 1)
        ]
        Goal.objects.bulk_create(rows, ignore_conflicts=True)
