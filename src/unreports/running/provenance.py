"""With what a run was made: versions, the state of the code, the lock, the machine, the seeds."""

from __future__ import annotations

import os
import platform
import re
import subprocess
from importlib import metadata
from pathlib import Path
from typing import Any

from unreports.files import sha256

LOCK = "requirements.lock"
# What every random draw starts from: the default of all functions that take a seed, and what
# the kernels have for PYTHONHASHSEED.
SEEDS = {"draws": 0, "hash": 0}


def provenance(root: Path) -> dict[str, Any]:
    """Return what the record of a run says of the means by which it was made.

    Parameters
    ----------
    root : Path
        The folder of the project.
    """
    found: dict[str, Any] = {
        "unreports": metadata.version("unreports"),
        "python": platform.python_version(),
        "platform": platform.platform(),
        "host": host_facts(),
        "packages": package_versions("unreports"),
        "seeds": SEEDS,
    }
    if code := code_state(root):
        found["code"] = code
    if (root / LOCK).is_file():
        found["lock"] = {"file": LOCK, "sha256": sha256(root / LOCK)}
    return found


def host_facts() -> dict[str, Any]:
    """Return the kind of machine: what may change the last digits of a number, and its speed."""
    return {
        "system": platform.system(),
        "machine": platform.machine(),
        "processor": _processor(),
        "cores": os.cpu_count() or 1,
    }


def same_kind(host: dict[str, Any], other: dict[str, Any]) -> bool:
    """Whether two machines are of one kind, so that the same program gives the same digits.

    Examples
    --------
    >>> same_kind(host_facts(), host_facts() | {"cores": 64})
    True
    """
    return all(host.get(key) == other.get(key) for key in ("system", "machine", "processor"))


def _processor() -> str:
    """Return the model: libraries of linear algebra choose their code by it."""
    try:
        text = Path("/proc/cpuinfo").read_text(encoding="utf-8", errors="replace")
    except OSError:  # not Linux
        return platform.processor()
    model = re.search(r"^model name\s*: (.+)$", text, re.MULTILINE)
    return model[1].strip() if model else platform.processor()


def code_state(root: Path) -> dict[str, Any]:
    """Return the commit and whether files have changed since it; empty outside git.

    Only a repository whose top is the project's own folder counts, not one that lies around it.
    """
    top = _git(root, "rev-parse", "--show-toplevel")
    commit = _git(root, "rev-parse", "HEAD")
    if not (top and commit) or not Path(top).is_dir() or not root.samefile(top):
        return {}
    changes = _git(root, "status", "--porcelain", "--", ".", ":!outputs")
    return {"commit": commit, "changed": bool(changes)}


def _git(root: Path, *arguments: str) -> str:
    # Settings of a git command that started us (a hook) would point it elsewhere.
    surroundings = {k: v for k, v in os.environ.items() if not k.startswith("GIT_")}
    try:
        done = subprocess.run(
            ["git", "--no-optional-locks", *arguments], cwd=root, capture_output=True, text=True,
            encoding="utf-8", errors="replace", check=True, timeout=20, env=surroundings,
        )  # fmt: skip
    except (OSError, subprocess.SubprocessError):  # no git, no repository, no commit
        return ""
    return done.stdout.strip()


def package_versions(package: str) -> dict[str, str]:
    """Return the installed versions of everything that a package needs, extras left out."""
    found: dict[str, str] = {}
    queue = [package]
    while queue:
        name = re.sub(r"[-_.]+", "-", queue.pop()).lower()
        if name in found:
            continue
        try:
            distribution = metadata.distribution(name)
        except metadata.PackageNotFoundError:  # for another platform or Python
            continue
        found[name] = distribution.version
        needs = (need for need in distribution.requires or [] if "extra ==" not in need)
        queue += [match[0] for need in needs if (match := re.match(r"[\w.-]+", need))]
    return dict(sorted(found.items()))
