"""The recipe for GitHub does what the README says, with no more rights than it needs."""

import re
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).parents[1]
TEXT = (ROOT / ".github" / "workflows" / "reports.yml").read_text("utf-8")
WORKFLOW: dict[Any, Any] = yaml.safe_load(TEXT)


def steps() -> list[dict[str, Any]]:
    return [step for job in WORKFLOW["jobs"].values() for step in job["steps"]]


def test_every_command_is_one_of_the_makefile() -> None:
    targets = re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text("utf-8"), re.M)
    commands = [step["run"] for step in steps() if "run" in step]
    assert commands == ["make test", "make run", "make verify", "make crate"]
    assert {command.split()[1] for command in commands} <= set(targets)


def test_only_publishing_may_write() -> None:
    assert WORKFLOW["permissions"] == {"contents": "read"}
    rights = {name: job.get("permissions") for name, job in WORKFLOW["jobs"].items()}
    assert rights == {
        "test": None,
        "run": None,
        "publish": {"pages": "write", "id-token": "write"},
    }


def test_actions_are_of_one_owner_and_pinned_by_major_version() -> None:
    used = [step["uses"] for step in steps() if "uses" in step]
    assert all(re.fullmatch(r"actions/[a-z-]+@v\d+", name) for name in used)
    for name in ("checkout", "setup-python"):
        assert len({use for use in used if use.startswith(f"actions/{name}@")}) == 1


def test_no_text_of_a_stranger_reaches_a_shell() -> None:
    assert all("${{" not in step.get("run", "") for step in steps())
