import pytest
import redis
from redis.backoff import NoBackoff
from redis.retry import Retry

from mentorship.embedded import StartError, start_valkey
from mentorship.embedded.processes import spawn, start_with_port

pytestmark = pytest.mark.xdist_group("embedded")


def test_asks_for_the_password_and_evicts_nothing(tmp_path):
    with start_valkey(tmp_path) as service:
        with pytest.raises(redis.AuthenticationError):
            redis.Redis(port=service.port, retry=Retry(NoBackoff(), 0)).ping()
        with redis.Redis.from_url(service.url) as client:
            settings = client.config_get("*")
    kept = {name: settings[name] for name in ("maxmemory-policy", "appendonly", "bind")}
    assert kept == {"maxmemory-policy": "noeviction", "appendonly": "no", "bind": "127.0.0.1"}


def test_durable_one_keeps_its_data_over_a_restart(tmp_path):
    with (
        start_valkey(tmp_path, durable=True) as service,
        redis.Redis.from_url(service.url) as client,
    ):
        client.set("kept", "yes")
    with (
        start_valkey(tmp_path, durable=True) as service,
        redis.Redis.from_url(service.url) as client,
    ):
        assert client.get("kept") == b"yes"


def test_password_is_not_in_the_process_list(tmp_path):
    with start_valkey(tmp_path) as service:
        assert "requirepass" not in " ".join(service.process.args)
        assert "@" in service.url


def test_stop_twice_is_harmless(tmp_path):
    service = start_valkey(tmp_path)
    service.stop()
    service.stop()
    assert not service.is_alive
    assert not service.pid_file.exists()


def test_a_server_that_does_not_start_shows_its_last_words(tmp_path):
    def start(port):
        program = ["/bin/sh", "-c", "echo no room on the disk; exit 3"]
        return spawn("broken", program, tmp_path, cwd=tmp_path, env={})

    with pytest.raises(StartError, match="broken did not start:\n    no room on the disk"):
        start_with_port(start, lambda service: False)
