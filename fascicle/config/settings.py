"""All settings, in one place. What a host may set is described in docs/settings.md."""

from pathlib import Path
from urllib.parse import urlsplit

from fascicle.config import database, datafolder, env, locales, mail, single_sign_on

database.swap_in_bundled_sqlite()

PACKAGE = Path(__file__).resolve().parent.parent
DATA = datafolder.prepare(locales.data_folder())

# ---------------------------------------------------------------- where we are

SITE_URL = env.text("FASCICLE_URL", "http://127.0.0.1:8000").rstrip("/")
SITE = urlsplit(SITE_URL)
HTTPS = SITE.scheme == "https"
DEBUG = env.flag("FASCICLE_DEBUG")
SECRET_KEY = env.text("FASCICLE_SECRET_KEY") or datafolder.secret_key(DATA)
ALLOWED_HOSTS = [
    SITE.hostname or "",
    "localhost",
    "127.0.0.1",
    "[::1]",
    *env.names("FASCICLE_HOSTS"),
]

# ---------------------------------------------------------------- apps

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "csp",
    "django_tasks",
    "django_tasks_db",
    "template_partials",
    "django_prose_editor",
    "fascicle.core",
    "fascicle.accounts",
    "fascicle.tags",
    "fascicle.works",
    "fascicle.reading",
    "fascicle.exporting",
    "fascicle.search",
    "fascicle.importing",
    "fascicle.pages",
    # After our own, whose templates come before theirs.
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
]

MIDDLEWARE = [
    "fascicle.core.public.declaring.PublicPagesMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "fascicle.core.headers.SecurityHeadersMiddleware",
    "csp.middleware.CSPMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "fascicle.core.csrf.OriginOrTokenMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "fascicle.accounts.viewer.ViewerMiddleware",
    "fascicle.accounts.who.WhoMiddleware",
    "fascicle.accounts.zones.TimeZoneMiddleware",
    "fascicle.pages.setup_gate.SetUpMiddleware",
]

ROOT_URLCONF = "fascicle.config.urls"
WSGI_APPLICATION = "fascicle.config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "fascicle.core.archive.context",
                "fascicle.accounts.looking.context",
                "fascicle.accounts.doors.context",
                "fascicle.accounts.who.context",
                "fascicle.reading.masthead.context",
            ],
            "builtins": ["template_partials.templatetags.partials"],
        },
    }
]

# ---------------------------------------------------------------- database

DATABASE_URL = env.text("DATABASE_URL")
DATABASES = {
    "default": database.postgresql(DATABASE_URL)
    if DATABASE_URL
    else database.sqlite(DATA / "fascicle.sqlite3")
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
#: SQLite knows no constraint that is checked at the end. What keeps places apart there is
#: that they are written by one at a time, which no host need be warned of.
SILENCED_SYSTEM_CHECKS = ["models.W038"]

TASKS = {
    "default": {
        "BACKEND": "django_tasks_db.DatabaseBackend",
        "QUEUES": ["default", "imports"],
    }
}

# ---------------------------------------------------------------- people

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["fascicle.accounts.backends.MemberBackend"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "fascicle.accounts.passwords.GuessablePasswordValidator"},
]
LOGIN_URL = "accounts:login"
LOGIN_REDIRECT_URL = "pages:home"
LOGOUT_REDIRECT_URL = "pages:home"

# What may be tried how often is counted in the database: a restart forgives nobody.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "core_cache",
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    }
}

ACCOUNT_ADAPTER = "fascicle.accounts.adapter.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"username", "email"}
ACCOUNT_SIGNUP_FORM_CLASS = "fascicle.accounts.forms.joining.JoiningForm"
# Where no mail is sent, no address is asked for: accounts.forms.entrance, accounts.stages.
ACCOUNT_SIGNUP_FIELDS = ["username*", "email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = True
ACCOUNT_EMAIL_VERIFICATION_SUPPORTS_RESEND = True
# To change it then would tell whose address has an account already.
ACCOUNT_EMAIL_VERIFICATION_SUPPORTS_CHANGE = False
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_MAX_EMAIL_ADDRESSES = 5
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_DEFAULT_HTTP_PROTOCOL = SITE.scheme
ACCOUNT_FORMS = {
    "add_email": "fascicle.accounts.forms.entrance.AddressForm",
    "change_password": "fascicle.accounts.forms.entrance.PasswordForm",
    "confirm_email_verification_code": "fascicle.accounts.forms.entrance.CodeForm",
    "login": "fascicle.accounts.forms.entrance.LogInForm",
    "reauthenticate": "fascicle.accounts.forms.entrance.ConfirmForm",
    "reset_password": "fascicle.accounts.forms.entrance.ForgottenForm",
    "reset_password_from_key": "fascicle.accounts.forms.entrance.AnewForm",
    "set_password": "fascicle.accounts.forms.entrance.FirstPasswordForm",
    "signup": "fascicle.accounts.forms.entrance.SignUpForm",
}
ACCOUNT_RATE_LIMITS = {
    "login": "60/m/ip",
    "login_failed": "20/15m/ip,5/15m/key",
    "signup": "20/h/ip",
    "reset_password": "20/h/ip,3/12h/key",
    "confirm_email": "1/10s/key",
}
PASSWORD_RESET_TIMEOUT = 3600

MFA_ADAPTER = "fascicle.accounts.adapter.SecondStepAdapter"
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes", "webauthn"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_PASSKEY_SIGNUP_ENABLED = True
MFA_TOTP_TOLERANCE = 1  # clocks differ by half a minute
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not HTTPS
MFA_FORMS = {
    "activate_totp": "fascicle.accounts.forms.second_step.AppForm",
    "add_webauthn": "fascicle.accounts.forms.second_step.NewPasskeyForm",
    "authenticate": "fascicle.accounts.forms.second_step.CodeForm",
    "authenticate_webauthn": "fascicle.accounts.forms.second_step.PasskeyStepForm",
    "login_webauthn": "fascicle.accounts.forms.second_step.UsePasskeyForm",
    "reauthenticate_webauthn": "fascicle.accounts.forms.second_step.PasskeyAgainForm",
    "edit_webauthn": "fascicle.accounts.forms.second_step.PasskeyForm",
    "reauthenticate": "fascicle.accounts.forms.second_step.CodeAgainForm",
    "signup_webauthn": "fascicle.accounts.forms.second_step.FirstPasskeyForm",
}

SOCIALACCOUNT_ADAPTER = "fascicle.accounts.adapter.ElsewhereAdapter"
SOCIALACCOUNT_FORMS = {
    "signup": "fascicle.accounts.forms.elsewhere.SignUpForm",
    "disconnect": "fascicle.accounts.forms.elsewhere.TakeOffForm",
}
SOCIALACCOUNT_PROVIDERS = single_sign_on.providers()
SOCIALACCOUNT_AUTO_SIGNUP = False  # a name is chosen, and the rules are read
SOCIALACCOUNT_EMAIL_AUTHENTICATION = False
OIDC_SIGN_UP = env.flag("FASCICLE_OIDC_SIGN_UP")

# ---------------------------------------------------------------- letters

POST = mail.post(env.text("FASCICLE_MAIL"))
SENDS_MAIL = POST.is_sent
EMAIL_BACKEND = POST.backend
EMAIL_HOST = POST.server.get("EMAIL_HOST", "localhost")
EMAIL_PORT = POST.server.get("EMAIL_PORT", 25)
EMAIL_HOST_USER = POST.server.get("EMAIL_HOST_USER", "")
EMAIL_HOST_PASSWORD = POST.server.get("EMAIL_HOST_PASSWORD", "")
EMAIL_USE_SSL = POST.server.get("EMAIL_USE_SSL", False)
EMAIL_USE_TLS = POST.server.get("EMAIL_USE_TLS", False)
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = env.text("FASCICLE_MAIL_FROM") or f"fascicle@{SITE.hostname}"
SERVER_EMAIL = DEFAULT_FROM_EMAIL
MFA_ALLOW_UNVERIFIED_EMAIL = not SENDS_MAIL

# ---------------------------------------------------------------- security

SESSION_ENGINE = "fascicle.accounts.sessions"
# Names with __Host- need HTTPS: over plain HTTP (a first try at home) browsers drop such cookies.
SESSION_COOKIE_NAME = "__Host-sid" if HTTPS else "sid"
SESSION_COOKIE_SECURE = HTTPS
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 14 * 24 * 3600
CSRF_COOKIE_NAME = "__Host-csrf" if HTTPS else "csrf"
CSRF_COOKIE_SECURE = HTTPS
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_TRUSTED_ORIGINS = [SITE_URL] if HTTPS else []
CSRF_FAILURE_VIEW = "fascicle.pages.errors.csrf_failure"

SECURE_SSL_REDIRECT = HTTPS
SECURE_HSTS_SECONDS = 63_072_000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = HTTPS
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
if env.flag("FASCICLE_BEHIND_PROXY"):
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    ALLAUTH_TRUSTED_PROXY_COUNT = 1  # the last address of X-Forwarded-For is its word

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'"],
        "font-src": ["'self'"],
        "connect-src": ["'self'"],
        "manifest-src": ["'self'"],
        # A form that goes on to the host's provider is sent there.
        "form-action": ["'self'", *single_sign_on.origins()],
        "base-uri": ["'none'"],
        "frame-ancestors": ["'none'"],
        "require-trusted-types-for": ["'script'"],
    }
}

DATA_UPLOAD_MAX_MEMORY_SIZE = 4 * 1024**2
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2000  # the review desk ticks many stories at once
DATA_UPLOAD_MAX_NUMBER_FILES = 500
FILE_UPLOAD_TEMP_DIR = None
FILE_UPLOAD_HANDLERS = [
    "fascicle.importing.upload_guard.GuardedUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]

# ---------------------------------------------------------------- language, time, files

LOCALE_PATHS = locales.folders()
LANGUAGES = locales.spoken(LOCALE_PATHS)
LANGUAGE_CODE = locales.chosen(LANGUAGES)
FORMAT_MODULE_PATH = ["fascicle.config.formats"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = env.text("FASCICLE_TIME_ZONE", "UTC")

STATIC_URL = "/static/"
STATIC_ROOT = DATA / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "fascicle.core.staticfiles.StaticStorage"},
}

MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

# ---------------------------------------------------------------- what an upload may hold

UPLOAD_LIMIT = env.number("FASCICLE_UPLOAD_MEGABYTES", 200) * 1024**2

# ---------------------------------------------------------------- pages kept in memory

PAGE_MEMORY = env.number("FASCICLE_PAGE_MEGABYTES", 16) * 1024**2  # of each worker

# ---------------------------------------------------------------- books kept on disk

BOOK_SPACE = env.number("FASCICLE_BOOK_MEGABYTES", 256) * 1024**2

# ---------------------------------------------------------------- search

INDEX_TEXTS = env.flag("FASCICLE_INDEX_TEXTS", default=True)

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {
        # That guests who filter wait for one another is meant so; a crawler would fill the disk.
        "not busy": {
            "()": "django.utils.log.CallbackFilter",
            "callback": lambda record: getattr(record, "status_code", 0) != 503,
        }
    },
    "formatters": {
        "line": {"format": "%(asctime)s %(levelname)s %(name)s: %(message)s"}
    },
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {
        "handlers": ["console"],
        "level": env.text("FASCICLE_LOG_LEVEL", "WARNING"),
    },
    # Robots ask all day for pages that never were, and under names that are not ours.
    "loggers": {
        "django.request": {"level": "ERROR", "filters": ["not busy"]},
        "django.security.DisallowedHost": {"level": "CRITICAL"},
    },
}
