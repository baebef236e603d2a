import subprocess
import sys

SCRIPT = """
import sys
import django
django.setup()
from django.test import Client
import mentorship.urls, mentorship.celery, insights.tasks, insights.views.learning
from django.urls import get_resolver
assert get_resolver().url_patterns
print(sorted({name.partition(".")[0] for name in sys.modules} & {"sklearn", "scipy", "joblib"}))
"""


def test_the_web_process_never_loads_the_library_of_the_regression():
    """With every address and task imported; it would cost each process 100 MB."""
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT], capture_output=True, text=True, check=False
    )
    assert (done.stdout.strip().splitlines() or [done.stderr])[-1] == "[]"
