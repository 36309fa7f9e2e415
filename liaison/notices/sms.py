"""Short messages through the office's gateway: one HTTP request each, safe to repeat."""

import json
import urllib.error
import urllib.request

from django.conf import settings

from liaison.notices.channels import Dead, Retry

TIMEOUT_SECONDS = 10
#: Asked again later; every other refusal stands until a person looks at it.
LATER = frozenset({408, 425, 429})


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    """A redirect would carry the key and the telephone number to wherever it points."""

    def redirect_request(self, *args, **kwargs):
        return None


_opener = urllib.request.build_opener(urllib.request.ProxyHandler({}), _NoRedirect)


def is_set_up() -> bool:
    """Whether this installation has a gateway; without one nobody is offered messages."""
    return bool(settings.SMS_GATEWAY_URL)


def send(*, to: str, text: str, key: str) -> None:
    """Hand `text` for the telephone `to` over to the gateway (SMS_GATEWAY_URL).

    A POST of JSON {to, text, id} with a bearer key; `key` is the id by which the gateway knows a
    repeat. Raises Retry when it may work later, Dead when it never will as it is.
    """
    if not is_set_up():
        raise Dead("没有设置短信网关（SMS_GATEWAY_URL）；设置后请“再发一次”。")
    request = urllib.request.Request(  # noqa: S310 - the address is the installation's own setting
        settings.SMS_GATEWAY_URL,
        data=json.dumps({"to": to, "text": text, "id": key}).encode(),
        headers={
            "Authorization": f"Bearer {settings.SMS_GATEWAY_KEY}",
            "Content-Type": "application/json",
        },
    )
    try:
        with _opener.open(request, timeout=TIMEOUT_SECONDS):
            return
    except urllib.error.HTTPError as error:
        kind = Retry if error.code >= 500 or error.code in LATER else Dead
        raise kind(f"短信网关没有收下（{error.code}）。") from error
    except OSError as error:
        raise Retry(f"短信网关没有应答：{type(error).__name__}。") from error
