"""The Celery application and the whole beat schedule on one screen.

The broker carries wake-ups only. Losing every message costs seconds, doubling one costs nothing:
each task looks for due rows in PostgreSQL and claims them.
"""

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mentorship.settings")

app = Celery("mentorship")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.conf.update(
    accept_content=["json"],
    beat_max_loop_interval=5,
    broker_connection_max_retries=None,
    broker_connection_retry_on_startup=True,
    broker_transport_options={
        "visibility_timeout": 600,
        "socket_timeout": 10,
        "socket_connect_timeout": 2,
        "socket_keepalive": True,
        "health_check_interval": 10,
        "unacked_restore_interval": 5,
        "unacked_restore_throttle": 1,
    },
    enable_utc=True,
    task_acks_late=True,
    task_default_queue="default",
    task_ignore_result=True,
    task_publish_retry=False,
    task_reject_on_worker_lost=True,
    task_routes={
        "matching.tasks.execute_runs": {"queue": "matching"},
        "insights.tasks.learn": {"queue": "matching"},
    },
    task_serializer="json",
    task_soft_time_limit=90,
    task_time_limit=120,
    timezone="UTC",
    worker_cancel_long_running_tasks_on_connection_loss=True,
    worker_eta_task_limit=100,
    worker_hijack_root_logger=False,
    worker_max_memory_per_child=300_000,
    worker_max_tasks_per_child=500,
    worker_prefetch_multiplier=1,
    worker_soft_shutdown_timeout=20,
)
app.autodiscover_tasks()

EVERY_5_S = {"schedule": 5.0, "options": {"expires": 5}}
EVERY_60_S = {"schedule": 60.0, "options": {"expires": 60}}
EVERY_5_MIN = {"schedule": 300.0, "options": {"expires": 300}}
HOURLY = {"schedule": 3_600.0, "options": {"expires": 3_600}}
DAILY = {"schedule": 86_400.0, "options": {"expires": 3_600}}

app.conf.beat_schedule = {
    "drain the outbox": {"task": "outbox.tasks.wake", **EVERY_5_S},
    "note the tick": {"task": "outbox.tasks.tick", **EVERY_60_S},
    "write the nudges that are due": {"task": "checkins.tasks.tick", **EVERY_60_S},
    "end pairs, mind concerns": {"task": "checkins.tasks.mind_endings", **EVERY_60_S},
    "ask how a match feels": {"task": "checkins.tasks.ask_fits", **EVERY_60_S},
    "tell who looks after pairs": {"task": "checkins.tasks.tell_staff", **EVERY_60_S},
    "keep where skills started": {"task": "checkins.tasks.begin_ratings", **EVERY_60_S},
    "mind sessions": {"task": "community.tasks.mind_sessions", **EVERY_60_S},
    "keep what askers were promised": {"task": "community.tasks.mind_questions", **EVERY_60_S},
    "look for mails that came back": {"task": "outbox.tasks.fetch_bounces", **EVERY_5_MIN},
    "sweep what workers left behind": {"task": "outbox.tasks.sweep", **EVERY_60_S},
    "mind the programs": {"task": "matching.tasks.tick", **EVERY_60_S},
    "match rounds that wait": {"task": "matching.tasks.execute_runs", **EVERY_5_S},
    "ask mentors, begin pairs": {"task": "matching.tasks.ask_mentors", **EVERY_60_S},
    "delete frozen inputs": {"task": "matching.tasks.delete_frozen_inputs", **DAILY},
    "ask leads of quiet communities": {"task": "community.tasks.mind_quiet_groups", **DAILY},
    "mind the library": {"task": "community.tasks.mind_library", **DAILY},
    "check and import people files": {"task": "profiles.tasks.run_imports", **EVERY_5_S},
    "mail the reports": {"task": "insights.tasks.mail_reports", **EVERY_5_MIN},
    "erase people": {"task": "profiles.tasks.erase_people", **EVERY_60_S},
    "learn from pairs": {"task": "insights.tasks.learn", **EVERY_5_S},
    "learn from finished programs": {"task": "insights.tasks.learn_from_finished", **DAILY},
    "measure the tips": {"task": "insights.tasks.measure_tips", **HOURLY},
    "forget old messages": {"task": "outbox.tasks.forget_messages", **DAILY},
    "forget closed concerns": {"task": "checkins.tasks.forget_concerns", **DAILY},
    "freeze the figures": {"task": "insights.tasks.freeze_figures", **EVERY_5_MIN},
    "forget people files": {"task": "profiles.tasks.forget_import_files", **DAILY},
}
