"""Settings under test: the real ones, on a data folder of their own."""

import os
import tempfile
from typing import Any

os.environ["FASCICLE_DATA"] = tempfile.mkdtemp(prefix="fascicle-tests-")
os.environ["FASCICLE_LANGUAGE"] = "en"
os.environ.pop("FASCICLE_URL", None)

from fascicle.config.settings import *  # noqa: F403
from fascicle.config.settings import DATABASES, STORAGES

PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.MD5PasswordHasher"
]  # quick, for tests alone
# What tests write need not outlive a power cut.
options: dict[str, Any] = DATABASES["default"]["OPTIONS"]
if "init_command" in options:
    options["init_command"] += "PRAGMA synchronous=OFF;"
else:
    options["options"] = "-c synchronous_commit=off"
STORAGES["staticfiles"] = {
    "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
}
WHITENOISE_AUTOREFRESH = True  # static files straight from the apps
WHITENOISE_USE_FINDERS = True
