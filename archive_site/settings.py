"""Settings of the archive, taken from the environment.

DATABASE_URL, REPLICA_URLS, SECRET_KEY, DEBUG, ALLOWED_HOSTS,
CSRF_TRUSTED_ORIGINS, SITE_URL and FOUR_EYES are described in docs/operators.md. They may
stand in a file `.env` beside manage.py. Without DEBUG everything here is safe
for production; whether browsers are held to https follows from SITE_URL.
"""

from datetime import timedelta
from pathlib import Path
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured
from import_export.formats.base_formats import CSV, JSON, XLSX

from archive_site import databases
from archive_site.environment import Environment

BASE_DIR = Path(__file__).resolve().parent.parent
environment = Environment.of_project(BASE_DIR)

DEBUG = environment.flag("DEBUG")


# --- Where the site is, and who may ask for it -------------------------------------------

SITE_URL = environment.text(
    "SITE_URL", "http://127.0.0.1:8000" if DEBUG else "https://localhost"
).rstrip("/")
_site = urlsplit(SITE_URL)
if _site.scheme not in {"http", "https"} or not _site.hostname:
    raise ImproperlyConfigured(
        f"SITE_URL is {SITE_URL!r}; write the address readers use, such as https://example.org"
    )
HTTPS = _site.scheme == "https"

ALLOWED_HOSTS = environment.words("ALLOWED_HOSTS") or [_site.hostname]
CSRF_TRUSTED_ORIGINS = environment.words("CSRF_TRUSTED_ORIGINS") or [
    f"{_site.scheme}://{_site.netloc}"
]

SECRET_KEY = environment.text("SECRET_KEY", "only-for-development" if DEBUG else "")
if not SECRET_KEY:
    raise ImproperlyConfigured(
        "SECRET_KEY is not set. Give the site a long random string of its own, in the"
        " environment or in .env beside manage.py; `make run` writes one there for you."
        " (For work on the code alone, DEBUG=1 does without.)"
    )


# --- What runs ---------------------------------------------------------------------------

INSTALLED_APPS = [
    # Before the apps whose templates it overrides.
    "articles",
    "articles.apps.EditorsDeskConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.sitemaps",
    "django.contrib.staticfiles",
    "django_filters",
    "import_export",
    "simple_history",
    "axes",
    "csp",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "archive_site.middleware.PermissionsPolicyMiddleware",
    "archive_site.middleware.Utf8Middleware",
    "archive_site.replicas.ReadingMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "archive_site.middleware.LoginUnlessPublicMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "archive_site.urls"
WSGI_APPLICATION = "archive_site.wsgi.application"
ASGI_APPLICATION = "archive_site.asgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "archive_site" / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
]


# --- Records -----------------------------------------------------------------------------

DATABASES = databases.from_urls(
    environment.text("DATABASE_URL", "sqlite:///archive.sqlite3"),
    environment.words("REPLICA_URLS"),
    root=BASE_DIR,
)
DATABASE_ROUTERS = ["archive_site.replicas.ReplicaRouter"]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
FIXTURE_DIRS = [BASE_DIR / "fixtures"]

# A text of a megabyte, pasted into a form, grows by a third or more on its way here.
DATA_UPLOAD_MAX_MEMORY_SIZE = 10 * 1024 * 1024


# With this flag nobody publishes what only they have worked on.
FOUR_EYES = environment.flag("FOUR_EYES")


# --- Language and time -------------------------------------------------------------------

LANGUAGE_CODE = "en-gb"
TIME_ZONE = "UTC"
USE_I18N = True
USE_TZ = True


# --- Files for the browser ---------------------------------------------------------------

STATIC_URL = "/static/"
STATIC_ROOT = BASE_DIR / "staticfiles"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": (
            "django.contrib.staticfiles.storage.StaticFilesStorage"
            if DEBUG
            else "archive_site.staticfiles.ModuleStaticFilesStorage"
        ),
    },
}
WHITENOISE_ALLOW_ALL_ORIGINS = False


# --- Who may sign in ---------------------------------------------------------------------

LOGIN_URL = "admin:login"
CSRF_FAILURE_VIEW = "archive_site.refusals.csrf_failure"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "django.contrib.auth.backends.ModelBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]

# Five wrong passwords for one name from one address: an hour's pause. Counted per name
# and address together, so that nobody locks a colleague out from elsewhere.
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = timedelta(hours=1)
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
AXES_RESET_ON_SUCCESS = True
AXES_HTTP_RESPONSE_CODE = 429
AXES_LOCKOUT_TEMPLATE = "admin/locked_out.html"
CLIENT_ADDRESS_CALLABLE = "archive_site.client_address.client_address"
AXES_CLIENT_IP_CALLABLE = CLIENT_ADDRESS_CALLABLE
AXES_ALLOWED_CORS_ORIGINS = SITE_URL
AXES_VERBOSE = False


# --- What browsers may do with a page ----------------------------------------------------


def content_security_policy() -> dict[str, list[str] | bool]:
    """Return the policy of every page, the admin included: nothing inline, nothing foreign."""
    return {
        "default-src": ["'self'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "object-src": ["'none'"],
        "base-uri": ["'none'"],
        "form-action": ["'self'"],
        "frame-ancestors": ["'none'"],
        "upgrade-insecure-requests": HTTPS,
    }


CONTENT_SECURITY_POLICY = {"DIRECTIVES": content_security_policy()}
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
X_FRAME_OPTIONS = "DENY"

# The server says whether a request came over https: gunicorn takes it from the proxies it
# trusts (FORWARDED_ALLOW_IPS), so there is no SECURE_PROXY_SSL_HEADER that anyone could send.
SECURE_SSL_REDIRECT = HTTPS
SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = HTTPS
SECURE_HSTS_PRELOAD = HTTPS
SESSION_COOKIE_SECURE = HTTPS
CSRF_COOKIE_SECURE = HTTPS


# --- Import and export in the admin ------------------------------------------------------

# Without these codes, any staff login could take the whole table or write over it.
IMPORT_EXPORT_IMPORT_PERMISSION_CODE = "import"
IMPORT_EXPORT_EXPORT_PERMISSION_CODE = "export"
IMPORT_EXPORT_USE_TRANSACTIONS = True
IMPORT_EXPORT_SKIP_ADMIN_LOG = False
IMPORT_EXPORT_FORMATS = [CSV, XLSX, JSON]


# --- What the server writes down ---------------------------------------------------------

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": "INFO"},
    # Django's own handlers would print each line a second time in development.
    "loggers": {"django": {"handlers": [], "level": "INFO"}},
}
