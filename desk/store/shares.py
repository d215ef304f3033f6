"""Whether a file lies on a network share, where SQLite's shared memory does not work."""

import sys
from pathlib import Path

_TYPES = frozenset(
    {"nfs", "nfs4", "cifs", "smb2", "smb3", "smbfs", "ncpfs", "afs", "ceph", "davfs"}
    | {"fuse.sshfs", "fuse.davfs", "fuse.glusterfs", "fuse.smbnetfs"}
)
_MOUNTS = Path("/proc/self/mounts")
_REMOTE_DRIVE = 4


def on_share(path: Path) -> bool:
    """Whether the file's folder is on a share; False where the system does not say."""
    if sys.platform == "win32":
        return _is_remote_drive(path)
    try:
        mounts = _MOUNTS.read_text(encoding="utf-8", errors="surrogateescape")
    except OSError:
        return False
    return mount_type(mounts, path.resolve()) in _TYPES


def mount_type(mounts: str, path: Path) -> str:
    """The type of the file system that holds a path, by the lines of /proc/mounts; "" when none does."""
    best, found = -1, ""
    for line in mounts.splitlines():
        words = line.split(" ")
        if len(words) < 3:
            continue
        point = Path(words[1].replace("\\040", " ").replace("\\011", "\t").replace("\\134", "\\"))
        if path.is_relative_to(point) and len(point.parts) >= best:
            best, found = len(point.parts), words[2]
    return found


def _is_remote_drive(path: Path) -> bool:
    import ctypes

    drive = path.resolve().drive
    if drive.startswith("\\\\"):
        return True
    kernel = getattr(ctypes, "windll").kernel32  # noqa: B009 - known on Windows alone
    return bool(drive) and int(kernel.GetDriveTypeW(f"{drive}\\")) == _REMOTE_DRIVE
