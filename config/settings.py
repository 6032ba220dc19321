"""All settings. What differs between installations is read from the environment; the README has the table."""

import warnings
from datetime import timedelta
from pathlib import Path
from typing import Any

import django_stubs_ext
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _

from config.env import Environment
from config.logging import logging_config

# Forms, views and admin classes are generic for the type checker; this lets them be written so at run time.
django_stubs_ext.monkeypatch()

BASE_DIR = Path(__file__).resolve().parent.parent
env = Environment()

DEBUG = env.flag("DEBUG", default=False)
DEMO = env.flag("DEMO", default=False)
DATA_DIR = env.folder("DATA_DIR", BASE_DIR / "var")
SECRET_KEY = env.secret("SECRET_KEY", lenient="development-only-and-never-in-production" if DEBUG else "")
SECRET_KEY_FALLBACKS = env.words("SECRET_KEY_FALLBACKS")
BADGE_SIGNING_KEY = env.secret(
    "BADGE_SIGNING_KEY", lenient="development-only-badge-signing-key-not-secret" if DEBUG else ""
)
SITE_URL = env.web_address("SITE_URL", "http://127.0.0.1:8000" if DEBUG or DEMO else None)
HTTPS = SITE_URL.startswith("https://")
ALLOWED_HOSTS = env.words("ALLOWED_HOSTS", "127.0.0.1,localhost" if DEBUG or DEMO else "")
CSRF_TRUSTED_ORIGINS = [SITE_URL] if HTTPS else []

INSTALLED_APPS = [
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    # The page of one's sessions is allauth's, and it tells their age by this.
    "django.contrib.humanize",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.forms",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "django_htmx",
    "template_partials",
    "csp",
    "rest_framework",
    "drf_spectacular",
    "simple_history",
    "django_filters",
    "import_export",
    "accounts",
    "events",
    "mailings",
    "program",
    "registrations",
    "badges",
    "checkin",
    "payments",
    "certificates",
    "panel",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "config.middleware.PrivateByDefaultMiddleware",
    "csp.middleware.CSPMiddleware",
    "config.middleware.NoNulMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "simple_history.middleware.HistoryRequestMiddleware",
    "config.middleware.GuessedLinksMiddleware",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

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
                "config.context.site",
                "panel.context.panel",
            ],
        },
    },
]

POSTGRES_OPTIONS = {
    "CONN_MAX_AGE": 60,
    "CONN_HEALTH_CHECKS": True,
    # Only what asks for it by `planned_cursor` is prepared in the server.
    "OPTIONS": {"prepare_threshold": 5},
}
SQLITE_OPTIONS = {
    # A write transaction takes its lock at once, so that a check and the write after it cannot be parted.
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON;",
}


def database() -> dict[str, Any]:
    config = env.database("DATABASE_URL", f"sqlite:///{DATA_DIR / 'zjazd.sqlite3'}")
    if config["ENGINE"].endswith("sqlite3"):
        # Tests use a file too: threads that share a database in memory do not wait for each other's locks.
        return config | {"OPTIONS": SQLITE_OPTIONS, "TEST": {"NAME": DATA_DIR / "test.sqlite3"}}
    return config | POSTGRES_OPTIONS


DATABASES = {"default": database()}

REDIS_URL = env.text("REDIS_URL", "")
CACHES: dict[str, dict[str, Any]] = {
    "default": {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": REDIS_URL}
    if REDIS_URL
    else {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"},
}

CELERY_BROKER_URL = env.text("CELERY_BROKER_URL", REDIS_URL or "memory://localhost/")

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "panel:show-home"
LOGOUT_REDIRECT_URL = "events:list-associations"
ACCOUNT_ADAPTER = "accounts.adapters.StaffAccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "https" if HTTPS else "http"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "Zjazd"
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = DEBUG
USERSESSIONS_TRACK_ACTIVITY = False

LANGUAGE_CODE = "pl"
LANGUAGES = [("pl", _("Polish")), ("en", _("English"))]
LOCALE_PATHS = [BASE_DIR / "locale"]
FORMAT_MODULE_PATH = ["config.formats"]
TIME_ZONE = "Europe/Warsaw"
USE_TZ = True
USE_THOUSAND_SEPARATOR = False

STATIC_URL = "/static/"
STATIC_ROOT = BASE_DIR / "staticfiles"
STATICFILES_DIRS = [BASE_DIR / "static"]
# Uploads and drawn letters are served by views that check who asks, never from a public address.
MEDIA_ROOT = DATA_DIR / "media"
MEDIA_URL = ""
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
WHITENOISE_USE_FINDERS = DEBUG
if DEBUG:
    # Development serves the assets from where they are built: there is no collected folder to warn about.
    warnings.filterwarnings("ignore", message="No directory at", category=UserWarning)
# Development, and each client of a test, looks a file up when it is asked for, not all of them at its start.
WHITENOISE_AUTOREFRESH = DEBUG

vars().update(env.mail("EMAIL_URL", f"filemail:///{DATA_DIR / 'mail'}" if DEBUG or DEMO else "consolemail://"))
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = env.text("DEFAULT_FROM_EMAIL", "Zjazd <zjazd@localhost>")
SERVER_EMAIL = DEFAULT_FROM_EMAIL

STRIPE_SECRET_KEY = env.text("STRIPE_SECRET_KEY", "")
STRIPE_WEBHOOK_SECRET = env.text("STRIPE_WEBHOOK_SECRET", "")
STRIPE_API_BASE = env.web_address("STRIPE_API_BASE", "")
STRIPE_PAGES_URL = env.web_address("STRIPE_PAGES_URL", STRIPE_API_BASE or "https://checkout.stripe.com")
if STRIPE_API_BASE and not (DEBUG or DEMO):
    raise ImproperlyConfigured("STRIPE_API_BASE points to the stand-in for Stripe: it is for demonstrations only.")
if bool(STRIPE_SECRET_KEY) != bool(STRIPE_WEBHOOK_SECRET):
    raise ImproperlyConfigured("STRIPE_SECRET_KEY and STRIPE_WEBHOOK_SECRET must be set together.")

KSEF_ENVIRONMENT = env.one_of("KSEF_ENVIRONMENT", ("none", "standin", "test", "demo", "production"), "none")
KSEF_STANDIN_URL = env.web_address("KSEF_STANDIN_URL", "")
if KSEF_STANDIN_URL and not (DEBUG or DEMO):
    raise ImproperlyConfigured("KSEF_STANDIN_URL points to the stand-in for KSeF: it is for demonstrations only.")
if KSEF_ENVIRONMENT == "production" and (DEBUG or DEMO):
    raise ImproperlyConfigured("KSEF_ENVIRONMENT is production: a demonstration must not send real invoices.")
if KSEF_ENVIRONMENT == "standin" and not ((DEBUG or DEMO) and KSEF_STANDIN_URL):
    raise ImproperlyConfigured("KSEF_ENVIRONMENT=standin is for demonstrations only, and needs KSEF_STANDIN_URL.")

SESSION_COOKIE_AGE = int(timedelta(days=14).total_seconds())
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SESSION_COOKIE_NAME = "__Host-session" if HTTPS else "session"
CSRF_COOKIE_NAME = "__Host-csrf" if HTTPS else "csrf"
CSRF_COOKIE_HTTPONLY = True
LANGUAGE_COOKIE_SECURE = HTTPS
SECURE_SSL_REDIRECT = HTTPS
SECURE_HSTS_SECONDS = int(timedelta(days=365).total_seconds()) if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = HTTPS
# Links carry tokens: no page tells another site where its reader came from.
SECURE_REFERRER_POLICY = "same-origin"
SECURE_REDIRECT_EXEMPT = [r"^health/$"]
if env.flag("BEHIND_PROXY", default=False):
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
X_FRAME_OPTIONS = "DENY"
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 3000

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "worker-src": [SELF],
        "form-action": [SELF, STRIPE_PAGES_URL],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
    }
}

REST_FRAMEWORK: dict[str, Any] = {
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["rest_framework.parsers.JSONParser"],
    "DEFAULT_AUTHENTICATION_CLASSES": [],
    "DEFAULT_PERMISSION_CLASSES": [],
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
    "UNAUTHENTICATED_USER": None,
    "TEST_REQUEST_DEFAULT_FORMAT": "json",
}
SPECTACULAR_SETTINGS = {"TITLE": "Zjazd", "VERSION": "1", "SERVE_INCLUDE_SCHEMA": False}

SIMPLE_HISTORY_REVERT_DISABLED = True
LOGGING = logging_config(debug=DEBUG)
SILENCED_SYSTEM_CHECKS: list[str] = []
