import os

from celery import Celery

app = Celery("mentorship", broker=os.environ["REDIS_URL"])
app.conf.update(worker_hijack_root_logger=False, broker_connection_retry_on_startup=True)
