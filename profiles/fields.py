"""Form fields for a few skills or people out of very many.

Chips with type-ahead where scripts run; without them a typed name is looked up on submit, and what
does not match exactly comes back with near hits to tick. In a form's `__init__`:

    self.fields["skills"].ask(profile)                    # SkillsField
    self.fields["wishes"].ask(profile, among=queryset)    # PeopleField, default: all active people

`SkillsField` gives `list[Skill]` in the order chosen; a skill the person proposes comes unsaved
(`pk is None`): hand the list to `profiles.skills.kept(skills, by=profile)` before using it.
"""

from abc import abstractmethod
from collections.abc import Mapping
from functools import partial
from typing import Any, Generic, TypeVar

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Model, QuerySet
from django.urls import reverse_lazy
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from profiles import search
from profiles.languages import LANGUAGES, languages_like
from profiles.models import Profile, Skill
from profiles.widgets import Chips, ChipsInput

Thing = TypeVar("Thing")
NEW = "new:"
LANGUAGE_OPTIONS = reverse_lazy("language-options")
KNOWN_SKILL_OPTIONS = reverse_lazy("known-skill-options")
SKILL_OPTIONS = reverse_lazy("skill-options")
PERSON_OPTIONS = reverse_lazy("person-options")
LARGEST_ID = 2**63


class ChipsField(forms.Field, Generic[Thing]):
    """What skills and people have in common: values ticked, text typed, a maximum."""

    widget: Chips

    def __init__(
        self,
        *,
        url: str | Promise,
        maximum: int | None = None,
        ordered: bool = False,
        **kwargs: Any,
    ) -> None:
        self.maximum = maximum
        self.profile: Profile | None = None
        super().__init__(widget=Chips(url=url, maximum=maximum, ordered=ordered), **kwargs)

    def prepare_value(self, value: Any) -> Any:
        if value is None or isinstance(value, ChipsInput):
            return value
        return [str(item.pk) if isinstance(item, Model) else str(item) for item in value]

    def clean(self, value: ChipsInput | None) -> list[Thing]:
        given = value or ChipsInput([], "")
        things = self.ticked(given.chosen)
        for words in [part.strip() for part in given.text.split(",") if part.strip()][:20]:
            thing = self.typed(words, things)
            if thing is not None and thing not in things:
                things.append(thing)
        if self.required and not things:
            raise ValidationError(self.error_messages["required"], code="required")
        if self.maximum and len(things) > self.maximum:
            raise ValidationError(
                self.error_messages["too_many"], code="too_many", params={"most": self.maximum}
            )
        return things

    @abstractmethod
    def ticked(self, values: list[str]) -> list[Thing]:
        """The things behind the values of ticked boxes."""

    @abstractmethod
    def typed(self, words: str, ticked: list[Thing]) -> Thing | None:
        """What is called so; None when one of the near hits we offered for it was ticked."""


class SkillsField(ChipsField[Skill]):
    default_error_messages = {
        "required": _("Choose at least one skill"),
        "too_many": _("You can choose %(most)d skills at most"),
        "unknown": _("Choose skills from the list"),
        "near": _("“%(words)s” is not in the list. Choose a near one, or add it as a new skill"),
        "only_near": _("“%(words)s” is not in the list. Choose a near one"),
        "too_long": _("The name of a skill must be 120 characters or fewer"),
    }

    def __init__(self, *, can_propose: bool = True, **kwargs: Any) -> None:
        self.can_propose = can_propose
        super().__init__(url=SKILL_OPTIONS if can_propose else KNOWN_SKILL_OPTIONS, **kwargs)

    def ask(self, profile: Profile) -> None:
        self.profile = profile
        self.widget.labels = partial(skill_labels, profile)

    @property
    def usable(self) -> QuerySet[Skill]:
        return Skill.objects.usable_by(self.profile) if self.profile else Skill.objects.active()

    def ticked(self, values: list[str]) -> list[Skill]:
        ids = ids_in(values)
        merged = Skill.objects.filter(pk__in=ids, merged_into__isnull=False)
        moved = dict(merged.values_list("pk", "merged_into_id"))
        known = self.usable.in_bulk(set(ids) | set(moved.values()))
        found: list[Skill] = []
        for value in values:
            if value.startswith(NEW):
                skill = self.proposed(value.removeprefix(NEW))
            else:
                pk = ids_in([value])
                skill = known.get(moved.get(pk[0], pk[0])) if pk else None
            if skill is None:
                raise ValidationError(self.error_messages["unknown"], code="unknown")
            if skill not in found:
                found.append(skill)
        return found

    def typed(self, words: str, ticked: list[Skill]) -> Skill | None:
        exact = search.skill_called(words, self.usable)
        if exact:
            return exact
        self.check_length(words)
        near = search.skills(words, self.profile, limit=6)
        if any(skill in near or search.text(skill.name) == search.text(words) for skill in ticked):
            return None
        self.widget.suggestions = [(str(skill.pk), skill.name) for skill in near]
        if self.can_propose:
            new = (f"{NEW}{words}", _("Add “%(words)s” as a new skill") % {"words": words})
            self.widget.suggestions = [*self.widget.suggestions, new]
        code = "near" if self.can_propose else "only_near"
        raise ValidationError(self.error_messages[code], code=code, params={"words": words})

    def proposed(self, words: str) -> Skill | None:
        """A new skill, unsaved; or the one that has this name already."""
        words = " ".join(words.split())
        self.check_length(words)
        if not search.text(words) or "\x00" in words:
            return None
        exact = search.skill_called(words, self.usable)
        if exact or not self.can_propose:
            return exact
        return Skill(name=words, status=Skill.Status.PROPOSED, proposed_by=self.profile)

    def check_length(self, words: str) -> None:
        if len(words) > 120:
            raise ValidationError(self.error_messages["too_long"], code="too_long")


class PeopleField(ChipsField[Profile]):
    default_error_messages = {
        "required": _("Choose at least one person"),
        "too_many": _("You can choose %(most)d people at most"),
        "unknown": _("Choose people from the list"),
        "near": _("No one is called exactly “%(words)s”. Choose one of these people"),
        "nobody": _("No one here is called “%(words)s”. Enter the name as in the staff directory"),
    }

    def __init__(self, *, url: str | Promise = PERSON_OPTIONS, **kwargs: Any) -> None:
        super().__init__(url=url, **kwargs)
        self.among: QuerySet[Profile] | None = None

    def ask(self, profile: Profile | None, *, among: QuerySet[Profile] | None = None) -> None:
        self.profile = profile
        self.among = among
        self.widget.labels = partial(people_labels, self.people)

    @property
    def people(self) -> QuerySet[Profile]:
        people = Profile.objects.active() if self.among is None else self.among
        return people.exclude(pk=self.profile.pk) if self.profile else people

    def ticked(self, values: list[str]) -> list[Profile]:
        ids = ids_in(values)
        known = self.people.in_bulk(ids)
        if len(ids) < len(values) or set(ids) - set(known):
            raise ValidationError(self.error_messages["unknown"], code="unknown")
        return [known[pk] for pk in dict.fromkeys(ids)]

    def typed(self, words: str, ticked: list[Profile]) -> Profile | None:
        near = list(search.people(words, self.people)[:6])
        wanted = search.text(words)
        exact = [person for person in near if search.text(person.name) == wanted]
        if len(exact) == 1:
            return exact[0]
        if any(person in near for person in ticked):
            return None
        self.widget.suggestions = [(str(p.pk), person_label(p)) for p in near]
        code = "near" if near else "nobody"
        raise ValidationError(self.error_messages[code], code=code, params={"words": words})


class LanguagesField(ChipsField[str]):
    """Gives ISO codes."""

    default_error_messages = {
        "too_many": _("You can choose %(most)d languages at most"),
        "unknown": _("Choose languages from the list"),
        "near": _("“%(words)s” is not in the list. Choose a language from the list"),
    }

    def __init__(self, *, url: str | Promise = LANGUAGE_OPTIONS, **kwargs: Any) -> None:
        super().__init__(url=url, **kwargs)
        self.widget.labels = language_labels

    def ticked(self, values: list[str]) -> list[str]:
        if not set(values) <= set(LANGUAGES):
            raise ValidationError(self.error_messages["unknown"], code="unknown")
        return list(values)

    def typed(self, words: str, ticked: list[str]) -> str | None:
        near = languages_like(words)
        exact = [code for code, name in near if name.casefold() == words.casefold()]
        if exact:
            return exact[0]
        if any(code in ticked for code, _name in near):
            return None
        self.widget.suggestions = near[:6]
        raise ValidationError(
            self.error_messages["near"], code="near", params={"words": words[:60]}
        )


class LinesField(forms.CharField):
    """A few short phrases, one to a line."""

    default_error_messages = {
        "too_many": _("%(label)s must have %(most)d lines or fewer"),
        "too_long": _("%(label)s: each line must be %(longest)d characters or fewer"),
    }

    def __init__(self, *, most: int = 5, longest: int = 60, **kwargs: Any) -> None:
        self.most, self.longest = most, longest
        super().__init__(widget=forms.Textarea(attrs={"rows": most}), **kwargs)

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(value) if isinstance(value, list) else value

    def clean(self, value: Any) -> list[str]:
        text = super().clean(value) or ""
        lines = list(dict.fromkeys(filter(None, (" ".join(x.split()) for x in text.splitlines()))))
        params = {"label": self.label, "most": self.most, "longest": self.longest}
        if len(lines) > self.most:
            raise ValidationError(self.error_messages["too_many"], "too_many", params)
        if any(len(line) > self.longest for line in lines):
            raise ValidationError(self.error_messages["too_long"], "too_long", params)
        return lines


def ids_in(values: list[str]) -> list[int]:
    """The values that can be a primary key."""
    digits = [value for value in values if value.isascii() and value.isdigit() and len(value) < 20]
    return [number for value in digits if 0 < (number := int(value)) < LARGEST_ID]


def skill_labels(profile: Profile, values: list[str]) -> Mapping[str, str]:
    known = Skill.objects.usable_by(profile).in_bulk(ids_in(values))
    labels = {str(pk): skill.name for pk, skill in known.items()}
    return labels | {v: v.removeprefix(NEW)[:120] for v in values if v.startswith(NEW)}


def people_labels(people: QuerySet[Profile], values: list[str]) -> Mapping[str, str]:
    return {str(pk): person.name for pk, person in people.in_bulk(ids_in(values)).items()}


def language_labels(values: list[str]) -> Mapping[str, str]:
    return {code: str(LANGUAGES[code]) for code in values if code in LANGUAGES}


def person_label(person: Profile) -> str:
    return f"{person.name}, {person.department}" if person.department else person.name
