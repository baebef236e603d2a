"""One event, one line: `time level logger [request id] message`, control characters escaped."""

import logging
from contextvars import ContextVar
from datetime import UTC, datetime

request_id: ContextVar[str] = ContextVar("request_id", default="-")
ESCAPES = {code: f"\\x{code:02x}" for code in [*range(32), *range(127, 160)]}
ESCAPES |= {0x2028: "\\u2028", 0x2029: "\\u2029"}


class RequestIdFilter(logging.Filter):
    def filter(self, record: logging.LogRecord) -> bool:
        record.request_id = request_id.get()
        return True


class LineFormatter(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        at = datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")
        text = record.getMessage()
        if record.exc_info:
            text += " | " + self.formatException(record.exc_info).replace("\n", " | ")
        rid = getattr(record, "request_id", "-")
        line = f"{at} {record.levelname} {record.name} [{rid}] {text}"
        return line.translate(ESCAPES)


def config(level: str) -> dict[str, object]:
    """Django's LOGGING: one handler, one line per event."""
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "filters": {"request_id": {"()": "mentorship.logs.RequestIdFilter"}},
        "formatters": {"line": {"()": "mentorship.logs.LineFormatter"}},
        "handlers": {
            "stderr": {
                "class": "logging.StreamHandler",
                "formatter": "line",
                "filters": ["request_id"],
            }
        },
        "root": {"handlers": ["stderr"], "level": level},
        "loggers": {
            "django": {"handlers": [], "propagate": True},
            "django.server": {"handlers": [], "propagate": True},
            "django.request": {"level": "ERROR"},
            "celery.app.trace": {"level": "WARNING"},
        },
    }
