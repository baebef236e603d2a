"""The filters of the people directory, as a form over the query string."""

from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from profiles.fields import SkillsField
from profiles.languages import LANGUAGES
from profiles.models import Profile, Skill


class DirectoryForm(forms.Form):
    q = forms.CharField(label=_("Name, job title or department"), required=False, max_length=120)
    skill = SkillsField(label=_("Can help with"), required=False, maximum=1, can_propose=False)
    place = forms.CharField(label=_("Place"), required=False, max_length=120)
    language = forms.ChoiceField(label=_("Language"), required=False)

    def __init__(self, *args: Any, profile: Profile, sites: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast(SkillsField, self.fields["skill"]).ask(profile)
        everywhere = [("", _("Everywhere")), *((site, site) for site in sites)]
        self.fields["place"].widget = forms.Select(choices=everywhere)
        named = sorted(((code, str(name)) for code, name in LANGUAGES.items()), key=lambda p: p[1])
        cast(forms.ChoiceField, self.fields["language"]).choices = [("", _("Any")), *named]

    def wanted(self) -> dict[str, Any]:
        """The filters that make sense; what does not is left out and said at its field."""
        self.is_valid()
        cleaned = self.cleaned_data
        skills: list[Skill] = cleaned.get("skill") or []
        found = {
            "q": cleaned.get("q"),
            "skill": skills[0] if skills else None,
            "place": cleaned.get("place"),
            "language": cleaned.get("language"),
        }
        return {name: value for name, value in found.items() if value}
