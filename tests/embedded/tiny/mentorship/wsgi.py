import json
import os

NAMES = ("MENTORSHIP_ENV", "DATABASE_URL", "REDIS_URL", "PUBLIC_URL", "EMAIL_PORT", "MAIL_DIR")


def application(environ, start_response):
    start_response("200 OK", [("Content-Type", "application/json")])
    return [json.dumps({name: os.environ[name] for name in NAMES}).encode()]
