"""Whether a folder lies on another machine: there, SQLite's WAL does not work."""

from __future__ import annotations

import ctypes
import sys
from pathlib import Path

_KINDS = frozenset(
    [
        "nfs",
        "nfs4",
        "cifs",
        "smb",
        "smb2",
        "smb3",
        "smbfs",
        "9p",
        "afs",
        "ceph",
        "glusterfs",
        "fuse.sshfs",
        "fuse.rclone",
        "davfs",
        "fuse.davfs2",
        "fuse.glusterfs",
        "fuse.s3fs",
        "ncpfs",
        "lustre",
        "beegfs",
        "prl_fs",
        "vboxsf",
        "vmhgfs",
        "fuse.vmhgfs-fuse",
        "virtiofs",
        "webdav",
        "afpfs",
    ]
)
"""File systems that other machines share, as Linux and macOS call them."""
_DRIVE_REMOTE = 4


def is_remote(folder: Path) -> bool:
    """Whether the folder, or the nearest there is above it, lies on a network drive."""
    here = folder.resolve()
    if sys.platform == "win32":
        drive = here.drive
        return drive.startswith("\\\\") or _drive_type(f"{drive}\\") == _DRIVE_REMOTE
    return _file_system(here, mounts()) in _KINDS


def mounts() -> str:
    """The mounted file systems as Linux lists them; empty where it does not."""
    try:
        return Path("/proc/self/mounts").read_text("utf-8", "surrogateescape")
    except OSError:
        return ""


def _file_system(folder: Path, listed: str) -> str:
    """The kind of the file system that holds a folder: the longest mount point above it."""
    best, kind = "", ""
    for line in listed.splitlines():
        parts = line.split(" ")
        if len(parts) < 3:  # noqa: PLR2004  device, mount point, kind
            continue
        # Blanks in a mount point are written as octal escapes.
        at = parts[1].encode("latin-1", "replace").decode("unicode_escape")
        inside = at == "/" or folder.as_posix() == at or folder.as_posix().startswith(f"{at}/")
        if inside and len(at) >= len(best):
            best, kind = at, parts[2]
    return kind


def _drive_type(root: str) -> int:
    if sys.platform != "win32":
        return 0
    return int(ctypes.windll.kernel32.GetDriveTypeW(root))
