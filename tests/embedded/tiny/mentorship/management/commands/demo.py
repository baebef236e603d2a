"""There is such a command; the tiny manage.py runs it itself."""
