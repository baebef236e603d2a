"""The real supervisor over this tiny project."""

import sys
from pathlib import Path

from mentorship.embedded import supervisor

supervisor.PROJECT = Path(__file__).resolve().with_name("tiny")
sys.exit(supervisor.main())
