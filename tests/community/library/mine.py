"""What somebody can have in the library: of each kind one."""

from django.utils import timezone

from community import library_readers
from tests.community.library.world import keep_versions, make_document, make_file, make_link


def fill(cast, name):
    now = timezone.now()
    document = make_document(f"By {name}", body=f"Ask {name}.", by=cast.ben, skills=["Coaching"])
    keep_versions(document, f"Ask {name}.", by=cast.ben)
    make_file("A file of mine", by=cast.ben, name="mine.txt")
    make_document("A draft of mine", state="draft", by=cast.ben)
    make_link("A suggestion of mine", state="suggested", by=cast.ben)
    make_link("Not taken", state="declined", by=cast.ben, reason=f"{name}, we have it.")
    other = make_link("Of somebody else", by=cast.ada)
    library_readers.keep(other, by=cast.ben, now=now)
    library_readers.recommend(other, by=cast.ben, sentence="My words.", now=now)
    library_readers.report_link(other, by=cast.ben, now=now)
    return document, other
