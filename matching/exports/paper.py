"""What a file says about itself: which round, who took it, when, and the name it is saved under."""

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from django.utils.formats import date_format
from django.utils.text import slugify
from django.utils.translation import gettext as _

from matching import decisions
from matching.models import Round
from profiles.models import User


@dataclass(frozen=True)
class Paper:
    """`zone` is the reader's: a file is written after the request's own zone is gone."""

    round: Round
    reader: User
    at: datetime
    zone: ZoneInfo

    def local(self, moment: datetime) -> datetime:
        return moment.astimezone(self.zone)

    def filename(self, ending: str, what: str = "proposals") -> str:
        program = slugify(self.round.program.name) or f"program-{self.round.program_id}"
        day = self.local(self.at).date().isoformat()
        return f"{program}-round-{self.round.number}-{what}-{day}.{ending}"

    def facts(self) -> list[tuple[str, str]]:
        at = date_format(self.local(self.at), "Y-m-d H:i")
        return [
            (_("Program"), self.round.program.name),
            (_("Round"), f"{self.round.number} ({self.round.get_state_display()})"),
            (_("Exported by"), decisions.name_of(self.reader)),
            (_("Exported at"), at),
            (_("Time zone"), str(self.zone)),
            (_("Not in this file"), _("Exclusions, wishes, private answers and your own match.")),
        ]
