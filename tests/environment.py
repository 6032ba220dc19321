"""Sets the environment of a test run before the settings are read; what is already set wins."""

import atexit
import os
import shutil
import tempfile
import uuid

DEFAULTS = {
    "DEBUG": "true",
    "DEMO": "true",
    "SECRET_KEY": "tests-only-secret-key-of-many-more-than-fifty-characters",
    "BADGE_SIGNING_KEY": "tests-only-badge-key-of-many-more-than-fifty-characters",
    "SITE_URL": "http://testserver",
    "ALLOWED_HOSTS": "testserver,127.0.0.1,localhost",
    "DATABASE_URL": "sqlite://:memory:",
    "EMAIL_URL": "memorymail://",
    "STRIPE_SECRET_KEY": "sk_test_tests",
    "STRIPE_WEBHOOK_SECRET": "whsec_tests_only_secret_of_enough_length",
}

for name, value in DEFAULTS.items():
    os.environ.setdefault(name, value)

# Set outright, for a parallel run's processes inherit this one's environment: on services each needs a queue to itself,
# as another's worker sees another database and purges what it finds.
# So are files: what one process sweeps away as nobody's may be in another's database.
os.environ["DATA_DIR"] = tempfile.mkdtemp(prefix="zjazd-tests-")
atexit.register(shutil.rmtree, os.environ["DATA_DIR"], ignore_errors=True)
os.environ["CELERY_QUEUE"] = f"tests-{uuid.uuid4().hex}"
