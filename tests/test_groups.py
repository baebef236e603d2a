"""Tests that share servers or their order run on one worker; a release of pytest has broken that
without a word before."""

import pytest


@pytest.mark.xdist_group("groups")
def test_a_group_is_known_to_the_scheduler(request):
    is_grouped = request.config.getoption("loadgroup", default=False)
    assert request.node.nodeid.endswith("@groups") == bool(is_grouped)
