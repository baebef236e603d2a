"""PostgreSQL, Valkey and an SMTP sink as child processes: what `make run` and the tests stand on.

Nothing here imports Django. Every start function takes one folder and keeps all its files below it.
Start from the main thread: on Linux a child ends when the *thread* that started it ends.
"""

from mentorship.embedded.mailsink import start_smtp
from mentorship.embedded.postgres import start_postgres
from mentorship.embedded.processes import Service, StartError
from mentorship.embedded.valkey import start_valkey

__all__ = ["Service", "StartError", "start_postgres", "start_smtp", "start_valkey"]
