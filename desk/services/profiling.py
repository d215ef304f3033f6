"""Remembered profiles: how the columns of a file of one shape are to be read."""

from collections.abc import Mapping

from desk.errors import InputError
from desk.records import Deed
from desk.services.desk import Desk
from desk.services.intake import Intake, Profile
from desk.services.intake.mapping import checked_choice
from desk.store.profiles import keep_profile, load_profiles


def profiles(desk: Desk) -> list[Profile]:
    """All remembered profiles, the latest last."""
    with desk.database.read() as connection:
        return [Profile(*row) for row in load_profiles(connection)]


def load_profile(desk: Desk, name: str) -> Profile:
    """The profile of this name; InputError when there is none."""
    known = {profile.name: profile for profile in profiles(desk)}
    if name not in known:
        told = f"已有的：{'、'.join(known)}" if known else "还没有记住任何档案"
        raise InputError(f"没有名为“{name}”的导入档案，{told}")
    return known[name]


def save_profile(desk: Desk, name: str, intake: Intake, chosen: Mapping[str, str]) -> Profile:
    """Remember a person's mapping (heading -> field title, "" for none) for files shaped like this one."""
    desk.require(Deed.IMPORT)
    if not name.strip():
        raise InputError("导入档案要有名称，请填写后再保存")
    profile = Profile(name.strip(), intake.signature, checked_choice(chosen))
    with desk.database.write() as connection:
        keep_profile(connection, profile.name, profile.signature, profile.mapping)
        told = "；".join(f"{heading}→{title or '不导入'}" for heading, title in profile.mapping.items())
        desk.apply(
            desk.note(Deed.SETTINGS, f"记住导入档案“{profile.name}”", reason=told), [], within=connection
        )
    return profile
