"""What a load balancer and an operator ask: is the process up, can it serve, do the jobs run."""

from django.contrib.auth.decorators import login_not_required
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, JsonResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from outbox import heartbeat
from outbox.models import Message


@login_not_required
@require_safe
@never_cache
def alive(request: HttpRequest) -> JsonResponse:
    return JsonResponse({"status": "ok"})


@login_not_required
@require_safe
@never_cache
def ready(request: HttpRequest) -> JsonResponse:
    try:
        executor = MigrationExecutor(connection)
        pending = executor.migration_plan(executor.loader.graph.leaf_nodes())
    except DatabaseError:
        return JsonResponse({"status": "database is not reachable"}, status=503)
    if pending:
        return JsonResponse({"status": "migrations are pending"}, status=503)
    return JsonResponse({"status": "ok"})


@login_not_required
@require_safe
@never_cache
def jobs(request: HttpRequest) -> JsonResponse:
    """200 while the last tick is at most 180 s old; the figures hold seconds, no detail."""
    now = timezone.now()
    try:
        tick = heartbeat.last_tick()
        due = Message.objects.due(now).order_by("not_before").values_list("not_before", flat=True)
        oldest = due.first()
    except DatabaseError:
        return JsonResponse({"status": "database is not reachable"}, status=503)
    late = tick is None or now - tick > heartbeat.TICK_LIMIT
    body = {
        "status": "late" if late else "ok",
        "last_tick_age_s": None if tick is None else int((now - tick).total_seconds()),
        "oldest_due_s": 0 if oldest is None else max(0, int((now - oldest).total_seconds())),
    }
    return JsonResponse(body, status=503 if late else 200)
