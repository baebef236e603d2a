"""`python -m mentorship.probe /healthz/ready [host]`: exit 0 when the page answers 200.

For container health checks; it sends the configured host name, so that ALLOWED_HOSTS may be strict.
"""

import http.client
import os
import sys
from urllib.parse import urlsplit

PORT = 8000


def probe(path: str, host: str = "127.0.0.1", *, port: int = PORT) -> int:
    name = urlsplit(os.environ.get("PUBLIC_URL", "")).hostname or host
    connection = http.client.HTTPConnection(host, port, timeout=4)
    try:
        connection.request("GET", path, headers={"Host": name})
        return connection.getresponse().status
    finally:
        connection.close()


if __name__ == "__main__":
    sys.exit(0 if probe(*sys.argv[1:3]) == http.client.OK else 1)
