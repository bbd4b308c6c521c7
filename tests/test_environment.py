"""The places that say what to install agree with one another."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import yaml
from packaging.requirements import Requirement

ROOT = Path(__file__).resolve().parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
LOCK = (ROOT / "requirements.lock").read_text(encoding="utf-8")


def locked() -> dict[str, set[str]]:
    versions: dict[str, set[str]] = {}
    for name, version in re.findall(r"^([a-z0-9._-]+)==([^ \\;]+)", LOCK, flags=re.MULTILINE):
        versions.setdefault(name, set()).add(version)
    return versions


def test_the_lock_satisfies_every_dependency():
    """Of the package and of its tests."""
    extras = PROJECT["optional-dependencies"]
    wanted = [Requirement(text) for text in (*PROJECT["dependencies"], *extras["test"])]
    versions = locked()
    assert wanted
    for requirement in wanted:
        name = requirement.name.lower().replace("_", "-")
        assert versions.get(name), f"{name} is not locked: make lock"
        for version in versions[name]:
            assert requirement.specifier.contains(version), f"{name} {version}: make lock"


def test_the_lock_carries_hashes_and_no_index():
    """It installs from any mirror, and only what was locked."""
    assert "--hash=sha256:" in LOCK
    assert "://" not in LOCK
    assert "index-url" not in LOCK


def test_conda_gets_the_same_environment():
    """environment.yml is Python, pip and the lock."""
    conda = yaml.safe_load((ROOT / "environment.yml").read_text(encoding="utf-8"))
    python, pip, rest = conda["dependencies"]
    assert python == f"python{PROJECT['requires-python']}"
    assert (pip, rest) == ("pip", {"pip": ["-r requirements.lock"]})
    assert conda["name"] == PROJECT["name"]


def test_the_versions_agree():
    """pyproject.toml, the package and CITATION.cff."""
    import unreports

    citation = yaml.safe_load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))
    assert PROJECT["version"] == unreports.__version__ == str(citation["version"])
