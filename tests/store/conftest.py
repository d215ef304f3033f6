from tests.helpers.desks import desk, postgres_server

__all__ = ["desk", "postgres_server"]
