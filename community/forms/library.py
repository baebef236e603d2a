"""What people say about an item of the library, and how it is looked for."""

from typing import Any, cast

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils.translation import gettext_lazy as _

from community import library_files, library_links
from community.library import Details
from community.models import Resource
from community.models.library import LONGEST_BODY
from profiles.fields import PeopleField, SkillsField
from profiles.forms.sections import show
from profiles.models import Profile, Skill

Kind = Resource.Kind
MOST_SKILLS = 6
WRITTEN = [(kind.value, kind.label) for kind in Resource.WRITTEN]
FOUND = [(kind.value, kind.label) for kind in Kind if kind not in Resource.WRITTEN]


class SeenField(forms.IntegerField):
    """The edition the form was shown with; anything else posted here counts as none."""

    widget = forms.HiddenInput

    def clean(self, value: Any) -> int:
        text = str(value or "")
        return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0


def _required(words: Any, **more: Any) -> dict[str, Any]:
    return {"required": words, "invalid_choice": words, **more}


class DetailsForm(forms.Form):
    """What all items have. Shown again with both versions when somebody saved in between."""

    seen = SeenField()
    title = forms.CharField(
        label=_("Title"),
        max_length=160,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages=_required(
            _("Enter the title"), max_length=_("Title must be 160 characters or fewer")
        ),
    )
    kind = forms.ChoiceField(
        label=_("Kind"), choices=FOUND, error_messages=_required(_("Choose the kind"))
    )
    summary = forms.CharField(
        label=_("What is it good for?"),
        help_text=_("One or two sentences for somebody who decides whether to open it."),
        required=False,
        max_length=400,
        widget=forms.Textarea(attrs={"rows": 3, "data-count": "400"}),
        error_messages={"max_length": _("What it is good for must be 400 characters or fewer")},
    )
    minutes = forms.IntegerField(
        label=_("Minutes it takes"),
        required=False,
        min_value=1,
        max_value=6000,
        error_messages={
            "invalid": _("Minutes it takes must be a whole number"),
            "min_value": _("Minutes it takes must be 1 or more"),
            "max_value": _("Minutes it takes must be 6,000 or fewer"),
        },
    )
    skills = SkillsField(
        label=_("Skills"),
        help_text=_("What somebody gets better at with it. Up to 6."),
        required=False,
        maximum=MOST_SKILLS,
        can_propose=False,
    )

    def __init__(self, *args: Any, profile: Profile, resource: Resource | None = None,
                 **kwargs: Any) -> None:  # fmt: skip
        if resource is not None:
            kwargs.setdefault("initial", self.values_of(resource))
        super().__init__(*args, **kwargs)
        self.other_version: list[tuple[object, str]] = []
        cast(SkillsField, self.fields["skills"]).ask(profile)

    @classmethod
    def values_of(cls, resource: Resource) -> dict[str, Any]:
        names = ("title", "kind", "summary", "minutes", "url", "body")
        values = {name: getattr(resource, name) for name in names if name in cls.base_fields}
        return {
            **values,
            "skills": list(resource.skills.filter(status=Skill.Status.ACTIVE)),
            "seen": resource.edition,
        }

    def clean_title(self) -> str:
        return _one_line(self.cleaned_data["title"])

    def clean_summary(self) -> str:
        return _one_line(self.cleaned_data["summary"])

    def details(self) -> Details:
        data = self.cleaned_data
        found = {name: data[name] for name in ("kind", "title", "summary", "minutes", "skills")}
        return Details(url=data.get("url", ""), body=data.get("body", ""), **found)

    def show_other(self, current: Resource, message: str) -> None:
        """Both versions on one page; the next save means theirs too."""
        data: Any = self.data.copy()  # type: ignore[attr-defined]
        data["seen"] = str(current.edition)
        self.data = data
        values = self.values_of(current)
        choices = dict(getattr(self.fields["kind"], "choices", ()))
        values["kind"] = choices.get(values["kind"], values["kind"])
        values["skills"] = [skill.name for skill in values["skills"]]
        self.other_version = [
            (field.label, show(values[name]))
            for name, field in self.fields.items()
            if name in values and name != "seen"
        ]
        self.add_error(None, message)


class LinkForm(DetailsForm):
    url = forms.CharField(
        label=_("Link"),
        max_length=500,
        widget=forms.URLInput(attrs={"autocomplete": "off", "placeholder": "https://"}),
        error_messages=_required(
            _("Enter the link"), max_length=_("Link must be 500 characters or fewer")
        ),
    )
    field_order = ["seen", "url", "title", "kind", "summary", "minutes", "skills"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if settings.LIBRARY_FETCH_TITLES:
            self.fields["title"].help_text = _("Leave it empty and we read it from the page.")

    def link_without_title(self) -> str:
        """The link whose page may be asked for its title, when none was typed."""
        if not settings.LIBRARY_FETCH_TITLES or not self.has_error("title", "required"):
            return ""
        return str(self.cleaned_data.get("url", ""))

    def take_title(self, title: str) -> None:
        """Shown in the form for the person to check; nothing is saved yet."""
        data: Any = self.data.copy()  # type: ignore[attr-defined]
        data["title"] = title
        self.data = data
        self.errors.pop("title", None)

    def clean_url(self) -> str:
        url = str(self.cleaned_data["url"]).strip()
        scheme, _there, rest = (url if "://" in url else f"https://{url}").partition("://")
        url = f"{scheme.lower()}://{rest}"
        try:
            URLValidator(schemes=list(library_links.SCHEMES))(url)
            library_links.key(url)
        except (ValidationError, ValueError):
            raise ValidationError(
                _("Link must be a web address like https://example.com")
            ) from None
        return url


class FileForm(DetailsForm):
    """The file itself has come before; this is what is said about it."""


class DocumentForm(DetailsForm):
    body = forms.CharField(
        label=_("Text"),
        help_text=_("Markdown: # heading, **bold**, - list, [words](https://…), | table |."),
        max_length=LONGEST_BODY,
        widget=forms.Textarea(attrs={"rows": 18, "data-count": str(LONGEST_BODY)}),
        error_messages=_required(
            _("Enter the text"), max_length=_("Text must be 20,000 characters or fewer")
        ),
    )
    field_order = ["seen", "title", "kind", "summary", "body", "minutes", "skills"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast(forms.ChoiceField, self.fields["kind"]).choices = WRITTEN

    def clean_body(self) -> str:
        return str(self.cleaned_data["body"]).replace("\r\n", "\n").replace("\r", "\n")


FORMS: dict[str, type[DetailsForm]] = {
    Resource.Shape.LINK: LinkForm,
    Resource.Shape.FILE: FileForm,
    Resource.Shape.DOCUMENT: DocumentForm,
}


class UploadForm(forms.Form):
    file = forms.FileField(
        label=_("File"),
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": library_files.ACCEPT}),
        error_messages={"required": _("Choose a file"), "invalid": _("Choose a file")},
    )

    def clean_file(self) -> tuple[library_files.Checked, bytes]:
        file = self.cleaned_data["file"]
        if file.size > library_files.most_bytes():
            raise ValidationError(library_files.too_large())
        data = bytes(file.read())
        try:
            return library_files.check(file.name or "", data), data
        except library_files.RefusedFileError as refused:
            raise ValidationError(str(refused)) from None


class PlaceForm(forms.Form):
    """The list in which an item was saved: one item may stand in several of a page."""

    place = forms.SlugField(max_length=40)


class RecommendForm(forms.Form):
    sentence = forms.CharField(
        label=_("Why do you recommend it?"),
        help_text=_("One sentence. Everybody here reads it, with your name."),
        max_length=280,
        widget=forms.Textarea(attrs={"rows": 3, "data-count": "280"}),
        error_messages=_required(
            _("Enter why you recommend it"),
            max_length=_("Why you recommend it must be 280 characters or fewer"),
        ),
    )

    def clean_sentence(self) -> str:
        return _one_line(self.cleaned_data["sentence"])


class DeclineForm(forms.Form):
    reason = forms.CharField(
        label=_("Why not?"),
        help_text=_("The person who suggested it reads these words."),
        max_length=400,
        widget=forms.Textarea(attrs={"rows": 3, "data-count": "400"}),
        error_messages=_required(
            _("Enter why it is not taken"),
            max_length=_("Why it is not taken must be 400 characters or fewer"),
        ),
    )


class OwnerForm(forms.Form):
    owner = PeopleField(
        label=_("New owner"),
        help_text=_("They hear of it, and are asked once a year whether it still holds."),
        maximum=1,
        error_messages={"required": _("Choose the new owner")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast(PeopleField, self.fields["owner"]).ask(None)

    def person(self) -> Profile:
        chosen: list[Profile] = self.cleaned_data["owner"]
        return chosen[0]


def _one_line(text: str) -> str:
    return " ".join(str(text).split())


class LibraryFilter(forms.Form):
    """What is looked for. What nobody offered is no filter."""

    TIMES = [("10", _("Under 10 minutes")), ("30", _("10 to 30 minutes")), ("long", _("Longer"))]
    q = forms.CharField(label=_("Search the library"), required=False, max_length=120)
    kind = forms.MultipleChoiceField(label=_("Kind"), required=False, choices=Kind.choices)
    minutes = forms.MultipleChoiceField(label=_("Time"), required=False, choices=TIMES)
    skill = SkillsField(label=_("Skill"), required=False, maximum=1, can_propose=False)

    def __init__(self, *args: Any, profile: Profile, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast(SkillsField, self.fields["skill"]).ask(profile)

    def wanted(self) -> dict[str, Any]:
        self.is_valid()
        data = self.cleaned_data
        skills: list[Skill] = data.get("skill") or []
        found = {
            "q": data.get("q"),
            "kind": data.get("kind"),
            "minutes": data.get("minutes"),
            "skill": skills[0] if skills else None,
        }
        return {name: value for name, value in found.items() if value}
