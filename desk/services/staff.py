"""The people of the desk."""

from sqlalchemy import select

from desk.models import people
from desk.records import Person
from desk.services.desk import Desk
from desk.vocabulary import Role


def all_people(desk: Desk) -> list[Person]:
    """Everybody, in the order they were entered."""
    with desk.database.read() as connection:
        rows = connection.execute(select(people.c.name, people.c.role).order_by(people.c.id)).all()
    return [Person(name, Role(role)) for name, role in rows]
