"""Asks the site in this container whether it is well, under the name it is known by."""

import http.client
import os
import sys
from urllib.parse import urlsplit

connection = http.client.HTTPConnection("127.0.0.1", 8000, timeout=4)
try:
    connection.request("GET", "/health/", headers={"Host": urlsplit(os.environ["SITE_URL"]).netloc})
    status = connection.getresponse().status
except OSError as error:
    sys.exit(f"not well: {error}")
sys.exit(0 if status == http.client.OK else f"not well: answered {status}")
