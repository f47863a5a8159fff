"""The settings tests run under: the site's own, in production mode, whatever `.env` says."""

import atexit
import os
import shutil
import tempfile

os.environ["SECRET_KEY"] = "a-long-key-that-only-the-tests-use-0123456789-abcdefghijklmnop"
os.environ["SITE_URL"] = "http://testserver"
os.environ["ALLOWED_HOSTS"] = "testserver,localhost,127.0.0.1"
for name in ("DEBUG", "CSRF_TRUSTED_ORIGINS", "REPLICA_URLS"):
    os.environ[name] = ""
# `make test` passes DATABASE_URL on when it is set in the environment; .env is set aside.
os.environ.setdefault("DATABASE_URL", "")

from archive_site.settings import *  # noqa: E402, F403
from archive_site.settings import DATABASES, STORAGES  # noqa: E402

_folder = tempfile.mkdtemp(prefix="archive-site-tests-")
atexit.register(shutil.rmtree, _folder, ignore_errors=True)

# On a file, not in memory, so that locks are those of the real thing.
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["TEST"] = {"NAME": os.path.join(_folder, "test.sqlite3")}

STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
STATIC_ROOT = _folder
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]

# client.force_login() tells django-axes of a login without a request worth counting.
# tests/test_deploy.py switches it on again to test the lock.
AXES_ENABLED = False
