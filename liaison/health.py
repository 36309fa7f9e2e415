"""Whether this installation can work at this moment: `/healthz`, for launchers, proxies and monitors."""

import redis
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.db import DatabaseError, connection
from django.http import HttpRequest, JsonResponse
from django.urls import path
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

ANSWER_SECONDS = 2


def database_answers() -> bool:
    """Whether PostgreSQL answers a query."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return False
    return True


def redis_answers() -> bool:
    """Whether Redis answers within two seconds."""
    try:
        with redis.Redis.from_url(
            settings.REDIS_URL,
            socket_timeout=ANSWER_SECONDS,
            socket_connect_timeout=ANSWER_SECONDS,
        ) as line:
            return bool(line.ping())
    except redis.exceptions.RedisError:
        return False


@login_not_required
@never_cache
@require_safe
def healthz(request: HttpRequest) -> JsonResponse:
    """200 when both servers behind us answer, 503 when one does not; names no version, no address."""
    parts = {"database": database_answers(), "redis": redis_answers()}
    fine = all(parts.values())
    return JsonResponse({"ok": fine, **parts}, status=200 if fine else 503)


urlpatterns = [path("healthz", healthz, name="healthz")]
