"""What a page says when a rule says no, and when a server behind us is gone."""

import logging

import redis
from django.db import InterfaceError, OperationalError
from django.http import HttpResponse, JsonResponse
from django.shortcuts import render
from django.template.loader import render_to_string

logger = logging.getLogger(__name__)

RETRY_AFTER_SECONDS = 10
OUTAGES = (
    OperationalError,
    InterfaceError,
    redis.exceptions.ConnectionError,
    redis.exceptions.TimeoutError,
)


class Refused(Exception):
    """The step is allowed in general, but not now; the message is Chinese, for the person who tried."""


class RefusalPages:
    """Answers `Refused` with a page (409) that says why, instead of a server error."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_exception(self, request, exception):
        if isinstance(exception, Refused):
            return render(request, "errors/409.html", {"reason": str(exception)}, status=409)
        return None


class OutagePages:
    """Answers a lost database or Redis with 503 and a page that needs neither.

    What was accepted before stays accepted; the next request after the server is back works,
    without a restart (CONN_HEALTH_CHECKS).
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        try:
            return self.get_response(request)
        except OUTAGES as outage:
            return self.page(request, outage)

    def process_exception(self, request, exception):
        return self.page(request, exception) if isinstance(exception, OUTAGES) else None

    def page(self, request, outage):
        logger.error("后端服务暂时不可用:%s", outage)
        if request.path.startswith("/api/"):
            body = {"code": "unavailable", "message": "服务暂时不可用,请稍后重试。"}
            response: HttpResponse = JsonResponse(body, status=503)
        else:
            response = HttpResponse(render_to_string("errors/503.html"), status=503)
        response["Retry-After"] = str(RETRY_AFTER_SECONDS)
        return response
