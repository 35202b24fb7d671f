"""How an installation is set up: everything that differs between machines comes from a variable named EVENHAND_....

EVENHAND_DATA        the folder of the database, the files and the secrets (default: evenhand-data, here)
EVENHAND_DATABASE    sqlite:///file or postgresql://user:password@host/name (default: a SQLite file in the data folder);
                     of a database on another machine it also says how the connection is guarded: ?sslmode=verify-full
EVENHAND_KEYS        the folder of the keys, where they are not to lie beside the data (default: the data folder)
EVENHAND_SECRET_KEY  the signing secret, where it is not to lie in that folder
EVENHAND_MASTER_KEYS the master keys (an id, a colon, 32 bytes in base64), the newest first, separated by spaces
EVENHAND_ERASURE_KEYS the erasure keys, in the same way: what is erased must outlive none of them (docs/operating.md)
EVENHAND_ANCHOR_KEY  the key that anchors are signed by (32 bytes in base64), where it is not to lie in the data folder
EVENHAND_ANCHORS     a folder, on another machine if it can be, to which every anchor is copied
EVENHAND_HOSTS       the names under which the pages are reached, separated by commas
EVENHAND_HTTPS       1 where browsers reach the pages over TLS: secure cookies and HSTS
EVENHAND_PROXY       the addresses, separated by commas, of your own proxies before the pages, which set
                     X-Forwarded-Proto and X-Real-IP (1: one on this machine); others are not believed
EVENHAND_MAIL        smtp://user:password@host:port (smtps:// for TLS; smtp+starttls:// for STARTTLS, without
                     which nothing is sent); where it is not set mail waits in the outbox
EVENHAND_MAIL_FROM   the sender of that mail
EVENHAND_ORGANISATION            the review organisation as its letters name it
EVENHAND_ORGANISATION_ADDRESS    its address, the lines separated by |
EVENHAND_ORGANISATION_TELEPHONE  its telephone number
EVENHAND_HELP_TELEPHONE          that of whoever helps an applicant free of charge
EVENHAND_SERVICE       the manner in which letters are served unless the deposit says otherwise (default: the first that
                       the programme lists)
EVENHAND_PROGRAMMES    the folder of this installation's own programmes, one folder each, beside those that come along
EVENHAND_SENDERS       a TOML file that says for single programmes who sends their letters, and how: a table for each
                       id, with organisation, address, telephone, help_telephone, service and signer (default:
                       senders.toml in the data folder, where there is one)
EVENHAND_MAILROOM      a TOML file of the doors through which papers come in: scan and fax folders, folders of mail,
                       mailboxes (docs/mailroom.md; default: mailroom.toml in the data folder, where there is one)
EVENHAND_TIME_ZONE     the zone in which the office keeps its hours, as America/Los_Angeles (default: that of the
                       programmes, where all of them share one; else UTC)
EVENHAND_SEAL_FILE     the organisation's seal, key and certificate as a PKCS#12 file; without it nothing is
                       sealed but in a demonstration, which makes one that nobody has reason to trust
EVENHAND_SEAL_PASSWORD the password of that file
EVENHAND_TIMESTAMP     the time stamp service (RFC 3161) that seals are stamped by, as https://host/path
EVENHAND_MFA         required (default): nobody works without a second factor; offered: who wants one has one; off
EVENHAND_PASSWORD_WORDS  more words, separated by commas, that no password here may mostly consist of, beside those of
                       the organisation's name and of its programmes
EVENHAND_BREACHED      a file of passwords that became known elsewhere, none of which is taken: SHA-1 digests in their
                       order, one a line (default: none is looked up)
EVENHAND_NEED_TO_KNOW  the roles, separated by commas, whose people see only the cases they are assigned to:
                       coordinator, medical_director, regulator (default: none; a reviewer sees a file by a seat in it)
EVENHAND_EMERGENCY_MINUTES  how long emergency access to a case lasts (default: 60; 5 to 1440)
EVENHAND_ALARM_HOUR    more different cases than this, opened by one person within an hour, are unusual (default: 60)
EVENHAND_ALARM_DAY     the same within 24 hours (default: 200)
EVENHAND_ALARM_OTHERS  more cases than this that others are assigned to, opened by a coordinator within 24 hours, are
                       unusual (default: 40); each of the three may be off
EVENHAND_ALARM_NIGHT   hours in which nobody works, by the office's clock, as 22-6: any case opened then is unusual
                       (default: none)
EVENHAND_RELEASE_MINUTES  for how long the password shown at one release holds for the next (default: 15; 0 to 15)
EVENHAND_RELEASE_SHARE    how many of a hundred letters that nothing flags are drawn to be read whole (default: 10)
EVENHAND_RELEASE_SEED     what that draw is made with (default: evenhand)
EVENHAND_PUBLICATION_SHARE  how many of a hundred letters prepared for publication a second person reads whole, by lot
                       (default: 5)
EVENHAND_FIGURES_MINIMUM  the fewest cases or lines that a group of the figures is shown with by itself (default: 10)
EVENHAND_TRACE_YEARS   for how many years lines of the trace are kept (default: for ever)
EVENHAND_ERASES        who may lawfully erase: medical_director (default) or coordinator
EVENHAND_MADE_UP       1 where cases may be opened under programmes of made-up law, too
EVENHAND_S3_BUCKET   a bucket of an S3-compatible store, for files that are not to lie in the data folder (extra `s3`);
                     with it EVENHAND_S3_ENDPOINT (https://host:port), EVENHAND_S3_ACCESS_KEY, EVENHAND_S3_SECRET_KEY
                     and, where it is not us-east-1, EVENHAND_S3_REGION
"""

import os
from pathlib import Path
from urllib.parse import unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

from evenhand_web.database_url import database_of
from evenhand_web.first_start import (
    ANCHOR_KEY_FILE,
    CATALOGUES,
    ERASURE_KEYS_FILE,
    MASTER_KEYS_FILE,
    SECRET_FILE,
    data_folder,
    file_of,
    folder_of,
    keys_folder,
    secret_of,
)
from evenhand_web.house_rules import (
    emergency_of,
    minimum_of,
    need_to_know_of,
    publication_share_of,
    reading_alarms_of,
    release_proof_of,
    release_share_of,
)
from evenhand_web.proxies import proxies_of

DATA = data_folder()
DATABASES = {"default": database_of(os.environ.get("EVENHAND_DATABASE", ""), DATA / "evenhand.sqlite3")}
KEYS = keys_folder()
SECRET_KEY = secret_of("EVENHAND_SECRET_KEY", KEYS / SECRET_FILE)
MASTER_KEYS_FILE_PATH = KEYS / MASTER_KEYS_FILE
ANCHOR_KEY_FILE_PATH = KEYS / ANCHOR_KEY_FILE
ERASURE_KEYS_FILE_PATH = KEYS / ERASURE_KEYS_FILE
ANCHORS = folder_of("EVENHAND_ANCHORS")
FILES = DATA / "files"
NEED_TO_KNOW = need_to_know_of(os.environ.get("EVENHAND_NEED_TO_KNOW", ""))
EMERGENCY_ACCESS = emergency_of(os.environ.get("EVENHAND_EMERGENCY_MINUTES", ""))
READING_ALARMS = reading_alarms_of(os.environ)
RELEASE_PROOF = release_proof_of(os.environ.get("EVENHAND_RELEASE_MINUTES", ""))
RELEASE_SHARE = release_share_of(os.environ.get("EVENHAND_RELEASE_SHARE", ""))
RELEASE_SEED = os.environ.get("EVENHAND_RELEASE_SEED", "") or "evenhand"
PUBLICATION_SHARE = publication_share_of(os.environ.get("EVENHAND_PUBLICATION_SHARE", ""))
FIGURES_MINIMUM = minimum_of(os.environ.get("EVENHAND_FIGURES_MINIMUM", ""))
MADE_UP = os.environ.get("EVENHAND_MADE_UP") == "1"
S3_BUCKET = os.environ.get("EVENHAND_S3_BUCKET", "")
S3_ENDPOINT = os.environ.get("EVENHAND_S3_ENDPOINT", "")
S3_ACCESS_KEY = os.environ.get("EVENHAND_S3_ACCESS_KEY", "")
S3_SECRET_KEY = os.environ.get("EVENHAND_S3_SECRET_KEY", "")
S3_REGION = os.environ.get("EVENHAND_S3_REGION", "us-east-1")
STORAGE = f"evenhand_web.infrastructure.{'s3_storage.S3Storage' if S3_BUCKET else 'folder_storage.FolderStorage'}"

DEBUG = False
ALLOWED_HOSTS = [host.strip() for host in os.environ.get("EVENHAND_HOSTS", "localhost,127.0.0.1,[::1]").split(",")]
IS_HTTPS = os.environ.get("EVENHAND_HTTPS") == "1"
PROXIES = proxies_of(os.environ.get("EVENHAND_PROXY", ""))
CSRF_TRUSTED_ORIGINS = [f"https://{host}" for host in ALLOWED_HOSTS if host != "*"] if IS_HTTPS else []

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "django_htmx",
    "evenhand_web.infrastructure",
    "evenhand_web.trace",
    "evenhand_web.accounts",
    "evenhand_web.panel",
    "evenhand_web.directory",
    "evenhand_web.cases",
    "evenhand_web.diary",
    "evenhand_web.anchors",
    "evenhand_web.figures",
    "evenhand_web.records",
    "evenhand_web.mailroom",
    "evenhand_web.reviewing",
    "evenhand_web.placing",
    "evenhand_web.letters",
    "evenhand_web.publication",
    "evenhand_web.pages",
    "evenhand_web.desk",
    "evenhand_web.office",
    "evenhand_web.director",
    "evenhand_web.review",
]
MIDDLEWARE = [
    "evenhand_web.infrastructure.request_mark.numbered",
    "evenhand_web.proxies.believed_proxies",
    "evenhand_web.headers.security_headers",
    "evenhand_web.headers.says_what_it_takes",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "evenhand_web.headers.body_limit",
    "evenhand_web.headers.readable_request",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "evenhand_web.accounts.binding.session_binding",
    "evenhand_web.accounts.second_factor_views.second_factor_first",
    "evenhand_web.trace.following.Traced",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "evenhand_web.pages.returned_form.KeepsForms",
    "evenhand_web.pages.stopped_view.SaysWhatStopped",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [],
        "OPTIONS": {
            "loaders": [("evenhand_web.pages.fixed_parts.Loader", ["django.template.loaders.app_directories.Loader"])],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "evenhand_web.office.alarm.alarm",
                "evenhand_web.pages.installation.installation",
                "evenhand_web.pages.unread.unread",
            ],
        },
    }
]
ROOT_URLCONF = "evenhand_web.urls"
WSGI_APPLICATION = "evenhand_web.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
LANGUAGE_CODE = "en-us"
LANGUAGES = [("en", "English"), ("es", "Español")]
LOCALE_PATHS = [DATA / CATALOGUES]
TIME_ZONE = "UTC"
USE_TZ = True
STATIC_URL = "/static/"
WHITENOISE_USE_FINDERS = True
WHITENOISE_MAX_AGE = 3600
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

CACHES = {"default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "accounts_cache"}}
ACCOUNT_ADAPTER = "evenhand_web.accounts.allauth_adapters.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
MFA_ADAPTER = "evenhand_web.accounts.allauth_adapters.MfaAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn"]
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not IS_HTTPS  # http://localhost, which browsers take for safe

AUTH_USER_MODEL = "accounts.Person"
LOGIN_URL = "sign_in"
LOGIN_REDIRECT_URL = "home"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "evenhand_web.accounts.password_length.MaximumLengthValidator"},
    {"NAME": "evenhand_web.accounts.house_words.HouseWordsValidator"},
    {"NAME": "evenhand_web.accounts.breached.BreachedPasswordValidator"},
]
SESSION_ENGINE = "evenhand_web.accounts.session_store"
SESSION_COOKIE_NAME = "__Host-session" if IS_HTTPS else "session"
CSRF_COOKIE_NAME = "__Host-form" if IS_HTTPS else "csrftoken"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = IS_HTTPS
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "evenhand_web.urls.forged"
SESSION_COOKIE_AGE = 12 * 3600
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
IDLE_MINUTES, LONGEST_MINUTES = 30, 12 * 60
MFA = os.environ.get("EVENHAND_MFA", "required")
if MFA not in ("required", "offered", "off"):
    raise ImproperlyConfigured(f"EVENHAND_MFA is {MFA!r}; say required, offered or off.")
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if IS_HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = False
SECURE_SSL_REDIRECT = IS_HTTPS
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if PROXIES else None
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"

UPLOAD_BYTES = 32 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = UPLOAD_BYTES + 1024 * 1024
FILE_UPLOAD_HANDLERS = ["django.core.files.uploadhandler.MemoryFileUploadHandler"]  # never unencrypted on a disk
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2000

_MAIL = urlsplit(os.environ.get("EVENHAND_MAIL", ""))
EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
EMAIL_HOST = _MAIL.hostname or ""
if _MAIL.scheme not in ("", "smtp", "smtps", "smtp+starttls"):
    raise ImproperlyConfigured(f"EVENHAND_MAIL begins with {_MAIL.scheme}; say smtp://, smtps:// or smtp+starttls://.")
EMAIL_PORT = _MAIL.port or {"smtps": 465, "smtp+starttls": 587}.get(_MAIL.scheme, 25)
EMAIL_HOST_USER = unquote(_MAIL.username or "")
EMAIL_HOST_PASSWORD = unquote(_MAIL.password or "")
EMAIL_USE_SSL, EMAIL_USE_TLS = _MAIL.scheme == "smtps", _MAIL.scheme == "smtp+starttls"
EMAIL_TIMEOUT = 30
DEFAULT_FROM_EMAIL = os.environ.get("EVENHAND_MAIL_FROM", "evenhand@localhost")

ORGANISATION = os.environ.get("EVENHAND_ORGANISATION", "Independent Medical Review Organization")
ORGANISATION_ADDRESS = os.environ.get("EVENHAND_ORGANISATION_ADDRESS", "(address not set)").split("|")
BREACHED = file_of("EVENHAND_BREACHED")
PASSWORD_WORDS = os.environ.get("EVENHAND_PASSWORD_WORDS", "").split(",")
ORGANISATION_TELEPHONE = os.environ.get("EVENHAND_ORGANISATION_TELEPHONE", "")
HELP_TELEPHONE = os.environ.get("EVENHAND_HELP_TELEPHONE", "")
SERVICE = os.environ.get("EVENHAND_SERVICE", "")
PROGRAMMES = folder_of("EVENHAND_PROGRAMMES")
KEPT_PROGRAMMES = DATA / "programmes"
SENDERS_FILE = Path(os.environ.get("EVENHAND_SENDERS", "") or DATA / "senders.toml")
MAILROOM_FILE = Path(os.environ.get("EVENHAND_MAILROOM", "") or DATA / "mailroom.toml")
OFFICE_ZONE = os.environ.get("EVENHAND_TIME_ZONE", "")
SEAL_FILE = os.environ.get("EVENHAND_SEAL_FILE", "")
_YEARS = os.environ.get("EVENHAND_TRACE_YEARS", "")
if _YEARS and not (_YEARS.isascii() and _YEARS.isdecimal() and 1 <= int(_YEARS[:4]) <= 100):
    raise ImproperlyConfigured(f"EVENHAND_TRACE_YEARS is {_YEARS!r}; say for how many years, from 1 to 100.")
TRACE_YEARS = int(_YEARS) if _YEARS else None
ERASES = os.environ.get("EVENHAND_ERASES", "medical_director")
if ERASES not in ("coordinator", "medical_director"):
    raise ImproperlyConfigured(f"EVENHAND_ERASES is {ERASES!r}; say coordinator or medical_director.")
SEAL_PASSWORD = os.environ.get("EVENHAND_SEAL_PASSWORD", "")
TIMESTAMP = os.environ.get("EVENHAND_TIMESTAMP", "")

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"json": {"()": "evenhand_web.infrastructure.quiet_log.JsonLines"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "json"}},
    "root": {"handlers": ["console"], "level": "INFO"},
    "loggers": {"django": {"handlers": ["console"], "level": "WARNING", "propagate": False}},
}
