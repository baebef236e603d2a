"""`python -m mentorship.embedded`: what `make run` becomes."""

import sys

from mentorship.embedded.supervisor import main

sys.exit(main())
