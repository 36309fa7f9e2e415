"""The one shape of an API error: `{code, message, fields?}`, the message in Chinese."""

from django.core.exceptions import PermissionDenied
from django.http import Http404
from rest_framework import exceptions, status
from rest_framework.response import Response
from rest_framework.views import exception_handler

from liaison.errors import Refused

#: What is said where the library's own words are technical; other errors keep theirs.
MESSAGES = {
    "not_authenticated": "请先登录，或提供访问令牌。",
    "authentication_failed": "访问令牌无效。",
    "permission_denied": "您的岗位无权进行此操作。",
    "not_found": "没有找到。",
    "method_not_allowed": "不支持这种请求方式。",
    "parse_error": "请求内容无法解析。",
    "throttled": "请求过于频繁，请稍后再试。",
    "unsupported_media_type": "不支持这种内容类型。",
    "not_acceptable": "无法提供所要求的格式。",
    "refused": "现在不能进行此操作。",
    "invalid": "提交的内容有误。",
}


def as_response(error: Exception, context: dict) -> Response | None:
    """The answer for `error`, or None when nobody expected it (a server error)."""
    if isinstance(error, Refused):
        return _answer(status.HTTP_409_CONFLICT, "refused", str(error))
    if isinstance(error, Http404):
        error = exceptions.NotFound()
    elif isinstance(error, PermissionDenied):
        error = exceptions.PermissionDenied()
    response = exception_handler(error, context)
    if response is None or not isinstance(error, exceptions.APIException):
        return response
    response.data = _body(error)
    return response


def _body(error: exceptions.APIException) -> dict:
    if isinstance(error, exceptions.ValidationError):
        return {"code": "invalid", "message": MESSAGES["invalid"], "fields": error.detail}
    detail = error.detail
    code = (isinstance(detail, exceptions.ErrorDetail) and detail.code) or error.default_code
    if code == "permission_denied" and str(error.detail) != str(error.default_detail):
        return {"code": code, "message": str(error.detail)}
    return {"code": code, "message": MESSAGES.get(code, str(error.detail))}


def _answer(code: int, name: str, message: str) -> Response:
    return Response({"code": name, "message": message}, status=code)
