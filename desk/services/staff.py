"""The people of the desk."""

from desk.records import Person
from desk.services.desk import Desk
from desk.store.loading import load_table


def all_people(desk: Desk) -> list[Person]:
    """Everybody, in the order they were entered."""
    with desk.database.read() as connection:
        return load_table(connection, "people")
