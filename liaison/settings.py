"""Every setting, read once from the environment (`NAME` or `NAME_FILE`)."""

from pathlib import Path

from csp.constants import NONCE, NONE, SELF

from liaison import env

BASE_DIR = Path(__file__).resolve().parent.parent
DATA_DIR = Path(env.text("LIAISON_DATA", str(BASE_DIR / ".data")))

# -- who we are ---------------------------------------------------------------------------------
DEBUG = env.flag("DEBUG", default=False)
SECRET_KEY = env.text("SECRET_KEY")
SITE_NAME = env.text("SITE_NAME", "铜陵市人大代表联络站")
SITE_URL = env.text("SITE_URL", "http://localhost:8000").rstrip("/")
# The foot of every public page (facts §5.5); what is not set is not shown.
SITE_OWNER = env.text("SITE_OWNER", "")
SITE_PHONE = env.text("SITE_PHONE", "")
SITE_ICP = env.text("SITE_ICP", "")
SITE_POLICE_RECORD = env.text("SITE_POLICE_RECORD", "")
ALLOWED_HOSTS = env.words("ALLOWED_HOSTS", "localhost,127.0.0.1,[::1]")
CSRF_TRUSTED_ORIGINS = env.words("CSRF_TRUSTED_ORIGINS", SITE_URL)
# The keys that encrypt personal data: id:algorithm:hex, the first one writes, all of them read.
FIELD_KEYS = env.words("FIELD_KEYS")
INDEX_KEY = env.text("INDEX_KEY")
# The keys public codes are signed with: letter:hex, the first one signs, all of them are known.
CODE_KEYS = env.words("CODE_KEYS")

# -- parts --------------------------------------------------------------------------------------
INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django.contrib.humanize",
    "django.forms",
    "rest_framework",
    "rest_framework.authtoken",
    "drf_spectacular",
    "django_filters",
    "django_htmx",
    "csp",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "treebeard",
    "pgtrigger",
    "liaison.accounts",
    "liaison.workdays",
    "liaison.audit",
    "liaison.notices",
    "liaison.attachments",
    "liaison.search",
    "liaison.privacy",
    "liaison.documents",
    "liaison.api",
    "liaison.ui",
    "liaison",
    "stations",
    "deputies",
    "suggestions",
    "supervision",
]
MIDDLEWARE = [
    "liaison.errors.OutagePages",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "liaison.accounts.middleware.SeatMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "liaison.errors.RefusalPages",
]
ROOT_URLCONF = "liaison.urls"
WSGI_APPLICATION = "liaison.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "csp.context_processors.nonce",
                "liaison.ui.context.shell",
                "liaison.notices.context.unread",
            ],
        },
    }
]
FORM_RENDERER = "liaison.ui.forms.FormRenderer"

# -- where things are kept ----------------------------------------------------------------------
DATABASES = {"default": env.database("DATABASE_URL")}
DATABASES["default"] |= {
    "CONN_MAX_AGE": env.number("CONN_MAX_AGE", 60),
    "CONN_HEALTH_CHECKS": True,
    "TEST": {"NAME": env.text("TEST_DATABASE", "test_liaison")},
}
DATABASES["default"]["OPTIONS"] |= {
    "options": " ".join(
        f"-c {name}={value}"
        for name, value in {
            "timezone": "UTC",
            "lock_timeout": env.text("LOCK_TIMEOUT", "5s"),
            "statement_timeout": env.text("STATEMENT_TIMEOUT", "30s"),
            "idle_in_transaction_session_timeout": "60s",
        }.items()
    ),
    "connect_timeout": "3",
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
REDIS_URL = env.text("REDIS_URL")
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.redis.RedisCache",
        "LOCATION": REDIS_URL,
        "OPTIONS": {"socket_connect_timeout": 2, "socket_timeout": 2},
    }
}
SESSION_ENGINE = "django.contrib.sessions.backends.db"
MEDIA_ROOT = Path(env.text("MEDIA_ROOT", str(DATA_DIR / "attachments")))
# Licensed fonts of the office for PDF pages: the folder they lie in, and which face each one sets,
# for example title=FZXiaoBiaoSong-B05S,fang=FangSong_GB2312 (faces: title song fang kai hei).
PDF_FONT_DIR = env.text("PDF_FONT_DIR", "")
PDF_FONTS = dict(pair.split("=", 1) for pair in env.words("PDF_FONTS") if "=" in pair)
STATIC_URL = "/static/"
STATIC_ROOT = Path(env.text("STATIC_ROOT", str(DATA_DIR / "static")))
STATICFILES_DIRS = [BASE_DIR / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "liaison.ui.storage.HashedFiles"},
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
FILE_UPLOAD_PERMISSIONS = 0o600

# -- who may come in ----------------------------------------------------------------------------
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 8},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "liaison.accounts.passwords.ThreeOfFourKinds"},
    {"NAME": "liaison.accounts.passwords.NotRecentlyUsed"},
]
# A password older than this must be changed before anything else (facts §5.2); 0: never.
PASSWORD_MAX_AGE_DAYS = env.number("PASSWORD_MAX_AGE_DAYS", 90)
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/desk/"
LOGOUT_REDIRECT_URL = "/"
ACCOUNT_ADAPTER = "liaison.accounts.adapter.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_SESSION_REMEMBER = False
# Five wrong passwords lock the account's sign-in for half an hour (facts §5.2 身份鉴别).
ACCOUNT_RATE_LIMITS = {"login": "300/m/ip", "login_failed": "100/m/ip,5/30m/key"}
ALLAUTH_TRUSTED_PROXY_COUNT = env.number("TRUSTED_PROXIES", 0)
MFA_ADAPTER = "liaison.accounts.adapter.MFAAdapter"
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = SITE_NAME
# Roles that must sign in with a one-time code as well; empty: available to all, asked of none.
MFA_REQUIRED_ROLES = env.words("MFA_REQUIRED_ROLES")
SESSION_COOKIE_AGE = env.number("SESSION_IDLE_MINUTES", 30) * 60
SESSION_SAVE_EVERY_REQUEST = (
    False  # SeatMiddleware moves the end of the session, not more often than needed
)
SESSION_EXPIRE_AT_BROWSER_CLOSE = True

# How many concerns one address may submit in an hour; 0: any number. A station's own Wi-Fi and a
# mobile carrier's gateway put many residents behind one address.
SUBMISSIONS_PER_ADDRESS = env.number("SUBMISSIONS_PER_ADDRESS", 60)

# -- transport ----------------------------------------------------------------------------------
HTTPS = SITE_URL.startswith("https://")
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
SECURE_SSL_REDIRECT = HTTPS
SECURE_REDIRECT_EXEMPT = [r"^healthz$"]
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = HTTPS
SECURE_HSTS_PRELOAD = HTTPS
SECURE_REFERRER_POLICY = "same-origin"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SESSION_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "liaison.ui.views.csrf_refused"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [SELF, NONCE],
        "style-src": [SELF, NONCE],
        "img-src": [SELF, "data:", "blob:"],
        "object-src": [NONE],
        "base-uri": [SELF],
        "frame-ancestors": [NONE],
        "form-action": [SELF],
    }
}

# -- language and time --------------------------------------------------------------------------
LANGUAGE_CODE = "zh-hans"
TIME_ZONE = "Asia/Shanghai"
USE_TZ = True
USE_I18N = True
FORMAT_MODULE_PATH = ["liaison.ui.formats"]

# -- the worker ---------------------------------------------------------------------------------
CELERY_BROKER_URL = env.text("CELERY_BROKER_URL", REDIS_URL)
CELERY_TIMEZONE = TIME_ZONE
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_BROKER_TRANSPORT_OPTIONS = {
    "visibility_timeout": 3600,
    "socket_timeout": 5,
    "socket_connect_timeout": 2,
}
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
# A page never waits for the broker: the outbox is swept again anyway.
CELERY_TASK_PUBLISH_RETRY = False

# -- messages out -------------------------------------------------------------------------------
EMAIL_BACKEND = env.text("EMAIL_BACKEND", "django.core.mail.backends.filebased.EmailBackend")
EMAIL_FILE_PATH = env.text("EMAIL_FILE_PATH", str(DATA_DIR / "mail"))
EMAIL_HOST = env.text("EMAIL_HOST", "localhost")
EMAIL_PORT = env.number("EMAIL_PORT", 25)
EMAIL_HOST_USER = env.text("EMAIL_HOST_USER", "")
EMAIL_HOST_PASSWORD = env.text("EMAIL_HOST_PASSWORD", "")
EMAIL_USE_TLS = env.flag("EMAIL_USE_TLS", default=False)
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = env.text("DEFAULT_FROM_EMAIL", "liaison@localhost")
# The deputies' channel of the 12345 hotline: where orders go, and the key both sides know.
HOTLINE_URL = env.text("HOTLINE_URL", f"{SITE_URL}/receiver/")
HOTLINE_KEY = env.text("HOTLINE_KEY")
# The office's gateway for short messages to residents, and its key; none: nobody is offered them.
SMS_GATEWAY_URL = env.text("SMS_GATEWAY_URL", "")
SMS_GATEWAY_KEY = env.text("SMS_GATEWAY_KEY", "")
# Whether this installation plays the hotline itself (demo, tests): off in production.
HOTLINE_RECEIVER = env.flag("HOTLINE_RECEIVER", default=False)

# -- the API ------------------------------------------------------------------------------------
REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": [
        "rest_framework.authentication.SessionAuthentication",
        "rest_framework.authentication.TokenAuthentication",
    ],
    "DEFAULT_PERMISSION_CLASSES": ["liaison.api.permissions.HasSeat"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PAGINATION_CLASS": "liaison.api.paging.CursorPages",
    "DEFAULT_FILTER_BACKENDS": ["django_filters.rest_framework.DjangoFilterBackend"],
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
    "DEFAULT_THROTTLE_CLASSES": ["rest_framework.throttling.UserRateThrottle"],
    "DEFAULT_THROTTLE_RATES": {"user": "600/min"},
    "EXCEPTION_HANDLER": "liaison.api.errors.as_response",
    "PAGE_SIZE": 50,
}
SPECTACULAR_SETTINGS = {
    "TITLE": "人大代表联络站平台",
    "DESCRIPTION": "站点与群众诉求的只读接口。时间为带时区的 ISO 8601。",
    "VERSION": "1",
    "SERVE_INCLUDE_SCHEMA": False,
}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": env.text("LOG_LEVEL", "INFO")},
    "loggers": {
        "django.request": {"level": "ERROR"},
        "celery.app.trace": {"level": "WARNING"},
    },
}
