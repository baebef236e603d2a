import http.client

import pytest

from mentorship import probe


@pytest.mark.django_db(transaction=True)
def test_the_probe_speaks_with_the_configured_host_name(live_server):
    port = int(live_server.url.rsplit(":", 1)[1])
    assert probe.probe("/healthz", "127.0.0.1", port=port) == http.client.OK
    assert probe.probe("/missing/", "127.0.0.1", port=port) != http.client.OK
