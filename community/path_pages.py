"""What the pages of a path say beside the path itself."""

from django.urls import reverse
from django.utils.translation import gettext as _

from community.models import Path
from community.path_outline import Outline


def tabs(current: str) -> list[dict[str, object]]:
    labels = {"paths": _("All paths"), "my-paths": _("My paths")}
    return [
        {"href": reverse(name), "label": label, "is_current": name == current}
        for name, label in labels.items()
    ]


def is_preview(path: Path, outline: Outline) -> bool:
    """HR looks at what nobody can take: nothing they do there is kept."""
    if path.state == Path.State.PUBLISHED:
        return False
    return path.state == Path.State.DRAFT or outline.progress is None
