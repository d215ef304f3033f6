"""The `desk` fixture: every service test runs on SQLite and on PostgreSQL."""

import uuid
from contextlib import contextmanager

import pytest

from tests.helpers import postgres
from tests.helpers.scenes import open_desk


@pytest.fixture(scope="session")
def postgres_server():
    """The address of a server that lives as long as the tests; skips where there is none."""
    if postgres.binaries() is None:
        pytest.skip(postgres.WHY_NOT)
    with postgres.server() as address:
        yield address


@contextmanager
def desk_on(request, folder):
    """An empty desk on the kind of database that `request.param` names."""
    if request.param == "sqlite":
        opened = open_desk(folder)
        yield opened
        opened.database.close()
        return
    maintenance = request.getfixturevalue("postgres_server")
    with postgres.database(maintenance, f"desk_{uuid.uuid4().hex[:12]}") as address:
        opened = open_desk(folder, url=address)
        yield opened
        opened.database.close()


@pytest.fixture(params=["sqlite", "postgresql"])
def desk(request, tmp_path):
    """An empty desk on a real database."""
    with desk_on(request, tmp_path) as opened:
        yield opened
