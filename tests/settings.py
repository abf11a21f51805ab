"""Settings under test: the real ones, on a data folder of their own."""

import os
import tempfile

os.environ["FASCICLE_DATA"] = tempfile.mkdtemp(prefix="fascicle-tests-")
os.environ["FASCICLE_LANGUAGE"] = "en"
os.environ.pop("FASCICLE_URL", None)

from fascicle.config.settings import *  # noqa: F403
from fascicle.config.settings import STORAGES

PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.MD5PasswordHasher"
]  # quick, for tests alone
STORAGES["staticfiles"] = {
    "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
}
WHITENOISE_AUTOREFRESH = True  # static files straight from the apps
WHITENOISE_USE_FINDERS = True
