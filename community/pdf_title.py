"""The title a PDF gives itself: the file comes in on stdin, the title goes out on stdout.

    python -m community.pdf_title < handbook.pdf

A PDF can be made to keep a reader busy for ever, so it is read in a process of its own that may
use a few seconds and little memory. Knows nothing of Django.
"""

import resource
import sys
from io import BytesIO

from pypdf import PdfReader

SECONDS = 4
BYTES = 1024 * 1024 * 1024


def main() -> None:
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    if sys.platform == "linux":
        resource.setrlimit(resource.RLIMIT_AS, (BYTES, BYTES))
    facts = PdfReader(BytesIO(sys.stdin.buffer.read())).metadata
    title = str((facts and facts.title) or "")
    sys.stdout.buffer.write(title[:1000].encode("utf-8", "replace"))


if __name__ == "__main__":
    main()
