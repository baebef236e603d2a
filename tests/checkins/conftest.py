import pytest

from checkins import holdout


@pytest.fixture
def nobody_is_held(monkeypatch):
    """A tenth is held back from tips, by their id: which tenth would depend on the tests before."""
    monkeypatch.setattr(holdout, "is_held", lambda _person, _template: False)
