"""How a setting is read: from the environment, or from the file that NAME_FILE points to."""

import os
from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

_REQUIRED = object()


def text(name: str, default=_REQUIRED) -> str:
    """The text of setting `name`; `NAME_FILE` (a secret mounted as a file) wins over `NAME`.

    Raises ImproperlyConfigured when neither is given and there is no default.
    """
    if path := os.environ.get(f"{name}_FILE"):
        return Path(path).read_text(encoding="utf-8").strip()
    if name in os.environ:
        return os.environ[name]
    if default is _REQUIRED:
        raise ImproperlyConfigured(f"请设置环境变量 {name}(或 {name}_FILE)。")
    return default


def flag(name: str, default: bool) -> bool:
    """A yes-or-no setting: 1, true, yes, on (any case) mean yes."""
    value = text(name, "1" if default else "0").lower()
    if value not in {"1", "true", "yes", "on", "0", "false", "no", "off", ""}:
        raise ImproperlyConfigured(f"{name} 只能是 true 或 false,现在是“{value}”。")
    return value in {"1", "true", "yes", "on"}


def number(name: str, default: int) -> int:
    """A whole number."""
    value = text(name, str(default))
    try:
        return int(value)
    except ValueError:
        raise ImproperlyConfigured(f"{name} 必须是整数,现在是“{value}”。") from None


def words(name: str, default: str = "") -> list[str]:
    """A list, written with commas."""
    return [word.strip() for word in text(name, default).split(",") if word.strip()]


def database(name: str) -> dict:
    """Django's DATABASES entry from `postgresql://user:password@host:port/name?option=…`.

    A socket directory may stand as `?host=/path`. Only PostgreSQL is accepted (docs/adr/0002).
    """
    url = urlsplit(text(name))
    if url.scheme not in {"postgres", "postgresql"}:
        raise ImproperlyConfigured(f"{name} 必须以 postgresql:// 开头:本系统只使用 PostgreSQL。")
    options = dict(parse_qsl(url.query))
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(url.path.lstrip("/")),
        "USER": unquote(url.username or ""),
        "PASSWORD": unquote(url.password or ""),
        "HOST": options.pop("host", None) or url.hostname or "",
        "PORT": str(url.port or options.pop("port", "")),
        "OPTIONS": options,
    }
