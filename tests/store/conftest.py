import pytest
from tests.helpers.scenes import open_desk


@pytest.fixture
def desk(tmp_path):
    opened = open_desk(tmp_path)
    yield opened
    opened.database.close()
