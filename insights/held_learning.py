"""Looks at what went with good pairs lead to a program; nobody in particular is in them."""

from django.utils.translation import gettext_lazy as _

from insights.models import LearningRun
from profiles.held import Held
from profiles.held_tables import NUMBER, OF_STAFF

TABLES = [Held(LearningRun, _("What went with good pairs"), not_shown=OF_STAFF, stays=NUMBER)]
