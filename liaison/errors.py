"""What a page says when a rule says no, when what was sent cannot be kept, and when a server is gone."""

import logging

import kombu.exceptions
import redis
from django.db import DataError, InterfaceError, OperationalError
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
    kombu.exceptions.OperationalError,
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


def answer_to(request, error) -> HttpResponse | None:
    """The page for an error that is nobody's bug: 503 for a lost server, 400 for an impossible value.

    An impossible value is one no column can hold, such as a NUL character in an address. Returns
    None for every other error. Also asked by handler500, because what fails in a middleware (the
    session, the seat) never reaches `process_exception`.
    """
    if isinstance(error, OUTAGES):
        logger.error("后端服务暂时不可用：%s", error)
        answer = _page(request, 503, "unavailable", "服务暂时不可用，请稍后重试。")
        answer["Retry-After"] = str(RETRY_AFTER_SECONDS)
        return answer
    if isinstance(error, DataError):
        logger.warning("请求中有数据库不能接受的值", exc_info=error)
        return _page(request, 400, "invalid", "请求中有无法接受的字符或数值。")
    return None


def _page(request, status: int, code: str, message: str) -> HttpResponse:
    if request.path.startswith("/api/"):
        return JsonResponse({"code": code, "message": message}, status=status)
    return HttpResponse(render_to_string(f"errors/{status}.html"), status=status)


class OutagePages:
    """Answers a lost database or Redis with 503 and a page that needs neither.

    What was accepted before stays accepted; the next request after the server is back works,
    without a restart (CONN_HEALTH_CHECKS).
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_exception(self, request, exception):
        return answer_to(request, exception)
