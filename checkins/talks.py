"""The talks of a handover: three to five topics, each for one meeting and one page of the library.

    talks.choose(pair, {1: "Closing the year", 2: "Audits", 3: "Whom to ask"})
    talks.of(pair, me, held=2)                    # [Line, …] with what became of each
    talks.written_down(talk, document=7, by=me)   # by the room that keeps pages (`PAGES`)

The nth topic belongs to the nth meeting that was held. A talk counts as written down when its page
was sent to the library; a draft that was thrown away leaves it open again.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.db import transaction

from checkins.models import Meeting, Talk
from checkins.models.talks import MOST
from matching.models import Pair, Program
from profiles.models import Profile

FEWEST = 3


@dataclass(frozen=True)
class Page:
    """A page of the library: `is_sent` is past the draft of its author; who is not its author
    opens it once it is `is_open`."""

    title: str
    url: str
    author: int | None
    is_sent: bool
    is_open: bool


@dataclass(frozen=True)
class Line:
    talk: Talk
    is_held: bool
    is_written: bool
    page: Page | None
    write_url: str

    @property
    def is_due(self) -> bool:
        """Talked about, and nobody has begun to write."""
        return self.is_held and self.page is None


# What the room with the library gives: pages by number, and the address that begins one.
PAGES: list[Callable[[Iterable[int]], Mapping[int, Page]]] = []
WRITING: list[Callable[[Talk], str]] = []


def has_talks(pair: Pair) -> bool:
    return pair.program.format == Program.Format.HANDOVER


def lines(talks: Sequence[Talk], *, held: int, me: Profile | None = None) -> list[Line]:
    """`me` reads the addresses they may open."""
    pages = pages_of(talks)
    return [_line(talk, pages.get(talk.document or 0), held, me) for talk in talks]


def of(pair: Pair, me: Profile, *, held: int) -> list[Line]:
    return lines(list(Talk.objects.filter(pair=pair)), held=held, me=me)


def _line(talk: Talk, page: Page | None, held: int, me: Profile | None) -> Line:
    if page and me and not page.is_open and page.author != me.pk:
        page = Page(page.title, "", page.author, page.is_sent, page.is_open)
    return Line(
        talk,
        is_held=talk.number <= held,
        is_written=page is not None and page.is_sent,
        page=page,
        write_url=next((write(talk) for write in WRITING), "") if page is None else "",
    )


def pages_of(talks: Iterable[Talk]) -> dict[int, Page]:
    ids = [talk.document for talk in talks if talk.document]
    return {pk: page for source in PAGES for pk, page in source(ids).items()} if ids else {}


def is_done(found: Sequence[Line]) -> bool:
    """Three topics or more, all talked about and written down."""
    return len(found) >= FEWEST and all(line.is_held and line.is_written for line in found)


@transaction.atomic
def choose(pair: Pair, topics: Mapping[int, str]) -> None:
    """Topics by place. A place left empty goes, unless somebody has begun its page."""
    Pair.objects.select_for_update(no_key=True).get(pk=pair.pk)
    Talk.objects.filter(pair=pair, document__isnull=True).exclude(number__in=topics).delete()
    for number, topic in topics.items():
        Talk.objects.update_or_create(pair=pair, number=number, defaults={"topic": topic})


@transaction.atomic
def written_down(talk: Talk, *, document: int, by: Profile) -> bool:
    """False when somebody else began its page first."""
    row = Talk.objects.select_for_update().get(pk=talk.pk)
    if row.document and row.document in pages_of([row]):
        return False
    row.document, row.written_by = document, by
    row.save(update_fields=["document", "written_by"])
    return True


def held(pair: Pair) -> int:
    return Meeting.objects.held().filter(pair=pair).count()


NUMBERS = range(1, MOST + 1)
