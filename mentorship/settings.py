"""One settings file for every environment; see the table in README.md for the variables.

MENTORSHIP_ENV is `production` (default), `embedded` (set only by `make run`) or `test`; what
production needs and does not find stops the start.
"""

from pathlib import Path
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _

from mentorship import company_sign_in, content_policy, env, logs

BASE_DIR = Path(__file__).resolve().parent.parent

ENV = env.text("MENTORSHIP_ENV", "production")
if ENV not in {"production", "embedded", "test"}:
    raise ImproperlyConfigured("MENTORSHIP_ENV must be production, embedded or test.")
EMBEDDED = ENV == "embedded"
TESTING = ENV == "test"

# Core

SECRET_KEY = env.text("SECRET_KEY")
SECRET_KEY_FALLBACKS = env.items("SECRET_KEY_FALLBACKS")
LINK_KEY = env.text("LINK_KEY")
DEBUG = env.flag("DEBUG")
PUBLIC_URL = env.text("PUBLIC_URL").rstrip("/")
COMPANY_NAME = env.text("COMPANY_NAME", "Lumen")
# The address of a person outside HR whom people may choose to read a concern.
SECOND_CONTACT = env.text("SECOND_CONTACT", "marisol.vega@lumen.example" if EMBEDDED else "")
HTTPS = PUBLIC_URL.startswith("https://")
LOOPBACK = {"localhost", "127.0.0.1", "::1"}
if not HTTPS and ENV == "production" and urlsplit(PUBLIC_URL).hostname not in LOOPBACK:
    raise ImproperlyConfigured("PUBLIC_URL must start with https:// unless it is localhost.")
ALLOWED_HOSTS = env.items("ALLOWED_HOSTS", urlsplit(PUBLIC_URL).hostname or "")
if EMBEDDED or TESTING:
    ALLOWED_HOSTS = ["127.0.0.1", "localhost", *(["testserver"] if TESTING else [])]
CSRF_TRUSTED_ORIGINS = [PUBLIC_URL] if HTTPS else []

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.postgres",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.forms",
    "allauth",
    "allauth.account",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "allauth.mfa",
    "allauth.usersessions",
    "csp",
    "django_htmx",
    "lucide",
    "template_partials",
    "outbox",
    "profiles",
    "matching",
    "checkins",
    "community",
    "insights",
    "mentorship",
]
if TESTING:
    INSTALLED_APPS.append("django_migration_linter")

MIDDLEWARE = [
    "mentorship.middleware.request_id",
    "django.middleware.security.SecurityMiddleware",
    "mentorship.middleware.security_headers",
    "csp.middleware.CSPMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "mentorship.middleware.health_knows_nobody",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "mentorship.middleware.refuse_control_characters",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "profiles.session_activity.session_activity",
    "django_htmx.middleware.HtmxMiddleware",
    "profiles.middleware.active_people_only",
    "profiles.middleware.second_factor_for_staff",
    "profiles.middleware.reader_time_zone",
]

ROOT_URLCONF = "mentorship.urls"
WHITENOISE_USE_FINDERS = DEBUG
WSGI_APPLICATION = "mentorship.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

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
                "mentorship.context.company",
                "profiles.context.viewer",
                "mentorship.navigation.navigation",
            ],
        },
    },
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

# Data

DATABASES = {
    "default": {
        **env.database(env.text("DATABASE_URL")),
        "CONN_MAX_AGE": None if not TESTING else 0,
        "CONN_HEALTH_CHECKS": True,
        "ATOMIC_REQUESTS": False,
        "OPTIONS": {
            "application_name": env.text("PROCESS_NAME", "mentorship"),
            "connect_timeout": 5,
            "options": "-c lock_timeout=5s -c idle_in_transaction_session_timeout=60s",
        },
    }
}
CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "cache"}
}
DATA_DIR = Path(env.text("MENTORSHIP_VAR", str(BASE_DIR / "var")))
DATA_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 1000
DATA_UPLOAD_MAX_NUMBER_FILES = 1
FILE_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024
IMPORT_MAX_BYTES = 30 * 1024 * 1024
LIBRARY_MAX_MB = int(env.text("LIBRARY_MAX_MB", "10"))
LIBRARY_FETCH_TITLES = env.flag("LIBRARY_FETCH_TITLES")

# People and sign-in

AUTH_USER_MODEL = "profiles.User"
AUTHENTICATION_BACKENDS = ["profiles.session_user.SessionUserBackend"]
_HASHERS = "django.contrib.auth.hashers."
PASSWORD_HASHERS = [f"{_HASHERS}Argon2PasswordHasher", f"{_HASHERS}PBKDF2PasswordHasher"]
if TESTING:
    PASSWORD_HASHERS = [f"{_HASHERS}MD5PasswordHasher", *PASSWORD_HASHERS]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 15},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "profiles.passwords.MaximumLengthValidator"},
    {"NAME": "profiles.passwords.NoContextWordsValidator"},
]
LOGIN_URL = "account_request_login_code"
LOGIN_REDIRECT_URL = "home"
ACCOUNT_ADAPTER = "profiles.accounts.AccountAdapter"
SOCIALACCOUNT_ADAPTER = "profiles.accounts.SocialAccountAdapter"
ACCOUNT_FORMS = {
    "add_email": "profiles.account_forms.AddEmailForm",
    "confirm_email_verification_code": "profiles.account_forms.ConfirmEmailCodeForm",
    "confirm_login_code": "profiles.account_forms.ConfirmCodeForm",
    "confirm_password_reset_code": "profiles.account_forms.ConfirmCodeForm",
    "login": "profiles.account_forms.LoginForm",
    "request_login_code": "profiles.account_forms.RequestLoginCodeForm",
    "reset_password": "profiles.account_forms.ResetPasswordForm",
    "signup": "profiles.account_forms.SignupForm",
}
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*"]
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = True
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_TIMEOUT = 900
ACCOUNT_EMAIL_VERIFICATION_SUPPORTS_RESEND = True
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 900
ACCOUNT_LOGIN_BY_CODE_SUPPORTS_RESEND = True
ACCOUNT_PASSWORD_RESET_BY_CODE_ENABLED = True
ACCOUNT_PASSWORD_RESET_BY_CODE_TIMEOUT = 900
ACCOUNT_RATE_LIMITS = {
    "file": "30/h/user",
    "login": "10/m/ip",
    "login_failed": "10/m/ip,5/5m/key,20/d/key",
    "link_title": "30/h/user",
    "mail_link": "20/m/ip",
    "pull": "60/h/key",
    "request_login_code": "10/m/ip,3/m/key,20/d/key",
    "reset_password": "10/m/ip,3/h/key",
    "signup": "10/h/ip",
    "wrong_key": "20/m/ip",
}
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_REAUTHENTICATION_TIMEOUT = 300
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "https" if HTTPS else "http"
ALLAUTH_TRUSTED_PROXY_COUNT = int(env.text("TRUSTED_PROXY_COUNT", "0"))
SIGN_UP_DOMAINS = env.items("SIGN_UP_DOMAINS")
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_REQUIRED = env.flag("MFA_REQUIRED", default=ENV == "production")
USERSESSIONS_TRACK_ACTIVITY = True
SOCIALACCOUNT_EMAIL_AUTHENTICATION = True
SOCIALACCOUNT_EMAIL_AUTHENTICATION_AUTO_CONNECT = True
SOCIALACCOUNT_PROVIDERS: dict[str, object] = {}
SOCIALACCOUNT_QUERY_EMAIL = True
SOCIALACCOUNT_LOGIN_ON_GET = False
OIDC_SERVER_URL = env.text("OIDC_SERVER_URL", "")
if OIDC_SERVER_URL:
    SOCIALACCOUNT_PROVIDERS["openid_connect"] = company_sign_in.provider(
        OIDC_SERVER_URL, name=env.text("OIDC_NAME", "") or COMPANY_NAME
    )

# Sessions, cookies, headers

SESSION_ENGINE = "django.contrib.sessions.backends.db"
SESSION_COOKIE_AGE = 43200
SESSION_COOKIE_NAME = "__Host-sid" if HTTPS else "sid"
SESSION_COOKIE_SECURE = HTTPS
SESSION_COOKIE_HTTPONLY = True
CSRF_COOKIE_NAME = "__Host-csrf" if HTTPS else "csrf"
CSRF_COOKIE_SECURE = HTTPS
CSRF_COOKIE_HTTPONLY = True
STAFF_IDLE_SECONDS = 1800
SECURE_SSL_REDIRECT = HTTPS
SECURE_REDIRECT_EXEMPT = [r"^healthz"]
SECURE_HSTS_SECONDS = 63072000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = HTTPS
SECURE_HSTS_PRELOAD = HTTPS
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
if env.flag("BEHIND_TLS_PROXY"):
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
X_FRAME_OPTIONS = "DENY"
OIDC_ORIGINS = [env.origin(OIDC_SERVER_URL)] if OIDC_SERVER_URL else []
CONTENT_SECURITY_POLICY = content_policy.strict(form_actions=OIDC_ORIGINS)

# Language, time, static files

LANGUAGE_CODE = "en-us"
LANGUAGES = [("en", _("English"))]
LOCALE_PATHS = [BASE_DIR / "locale"]
TIME_ZONE = "UTC"
STATIC_URL = "static/"
STATIC_ROOT = Path(env.text("STATIC_ROOT", str(DATA_DIR / "static")))
STATICFILES_DIRS = [BASE_DIR / "static"]
STATICFILES_FINDERS = [
    "mentorship.static_files.ProjectFinder",
    "django.contrib.staticfiles.finders.AppDirectoriesFinder",
]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "mentorship.static_files.ProjectStorage"},
}

# Mail

EMAIL_HOST = env.text("EMAIL_HOST", "localhost")
EMAIL_PORT = int(env.text("EMAIL_PORT", "25"))
EMAIL_HOST_USER = env.text("EMAIL_HOST_USER", "")
EMAIL_HOST_PASSWORD = env.text("EMAIL_HOST_PASSWORD", "")
EMAIL_USE_TLS = env.flag("EMAIL_USE_TLS")
EMAIL_USE_SSL = env.flag("EMAIL_USE_SSL")
EMAIL_TIMEOUT = 10
EMAIL_BACKEND = "outbox.backend.OutboxBackend"
DEFAULT_FROM_EMAIL = env.text("MAIL_FROM", f"Mentoring at {COMPANY_NAME} <mentoring@localhost>")
MAIL_DIR = Path(env.text("MAIL_DIR", str(DATA_DIR / "mail")))
BOUNCE_MAILBOX = env.text("BOUNCE_MAILBOX", "")
OUTBOX_LEASE_SECONDS = 60
OUTBOX_DRAIN_SECONDS = 20
OUTBOX_PATIENCE_SECONDS = 30
WEBHOOK_SECONDS = 5
WEBHOOKS_ON_LOOPBACK = EMBEDDED or TESTING
RECALL_MINUTES = int(env.text("RECALL_MINUTES", "10"))

# Jobs: Redis carries wake-ups only, every unit of work is a row in PostgreSQL.

REDIS_URL = env.text("REDIS_URL")
CELERY_BROKER_URL = REDIS_URL
# one run of the engine: memory above the worker's own, and time
MATCHING_MEMORY_MB = int(env.text("MATCHING_MEMORY_MB", "1500"))
MATCHING_SECONDS = int(env.text("MATCHING_SECONDS", "600"))

# Logs: one line per event, with a request id and no personal data.
LOGGING = logs.config(env.text("LOG_LEVEL", "INFO"))
