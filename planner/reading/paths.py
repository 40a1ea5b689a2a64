"""Paths that a person may have typed: no name is so odd that asking for it fails."""

from __future__ import annotations

from pathlib import Path


def resolved(path: Path) -> Path:
    """The absolute path without links; the path itself where the system cannot follow it."""
    try:
        return path.resolve()
    except (OSError, RuntimeError, ValueError):  # a loop of links, or a name no file can have
        return path


def is_there(path: Path) -> bool:
    """Is there a file or folder?"""
    try:
        return path.exists()
    except (OSError, ValueError):
        return False


def is_folder(path: Path) -> bool:
    """Is there a folder?"""
    try:
        return path.is_dir()
    except (OSError, ValueError):
        return False


def names_in(folder: Path) -> list[str]:
    """The names in a folder in order; none where it cannot be listed."""
    try:
        return sorted(path.name for path in folder.iterdir())
    except (OSError, ValueError):
        return []
