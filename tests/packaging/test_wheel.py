"""The wheel carries every shipped file, and the installed package finds them."""

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from hatchling.builders.wheel import WheelBuilder

ROOT = Path(__file__).resolve().parents[2]
LOOK = """
import sys
from pathlib import Path
import desk
from desk import assets
home = Path(desk.__file__).parent
assert home == Path(sys.argv[1]) / "desk", home
for line in sys.stdin.read().splitlines():
    kind, *parts = line.split("/")
    found = {"resources": assets.resource, "reports": assets.report}[kind](*parts)
    assert found.is_file() and home in found.parents, found
print("found all")
"""


def shipped():
    """Files below resources/ and reports/, as paths relative to the checkout."""
    for kind in ("resources", "reports"):
        for path in sorted((ROOT / kind).rglob("*")):
            if path.is_file() and "__pycache__" not in path.parts:
                yield path.relative_to(ROOT).as_posix()


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    folder = tmp_path_factory.mktemp("wheel")
    return Path(next(WheelBuilder(str(ROOT)).build(directory=str(folder), versions=["standard"])))


def test_every_shipped_file_is_inside(wheel):
    with zipfile.ZipFile(wheel) as archive:
        inside = set(archive.namelist())
    missing = [path for path in shipped() if f"desk/_data/{path}" not in inside]
    assert not missing
    modules = {path.relative_to(ROOT).as_posix() for path in (ROOT / "desk").rglob("*.py")}
    assert modules <= inside


def test_the_installed_package_finds_them(wheel, tmp_path):
    target = tmp_path / "装 好"
    pip = [
        sys.executable,
        "-m",
        "pip",
        "install",
        "--no-index",
        "--no-deps",
        "--target",
        str(target),
        str(wheel),
    ]
    subprocess.run(pip, check=True, capture_output=True)
    done = subprocess.run(
        [sys.executable, "-c", LOOK, str(target)],
        input="\n".join(shipped()),
        cwd=tmp_path,
        env={"PYTHONPATH": str(target), "PYTHONUTF8": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stdout == "found all\n", done.stderr
