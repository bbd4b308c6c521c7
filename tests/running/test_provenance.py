"""The record says with what a run was made."""

import ast
import hashlib
import subprocess
from importlib import metadata
from pathlib import Path

import unreports
from unreports.running.provenance import SEEDS, code_state, provenance, same_kind


def git(folder: Path, *arguments: str) -> str:
    settings = ["-c", "user.name=A", "-c", "user.email=a@example.org"]
    done = subprocess.run(
        ["git", *settings, *arguments], cwd=folder, capture_output=True, text=True, check=True
    )
    return done.stdout.strip()


def test_outside_git_there_is_no_commit(tmp_path: Path) -> None:
    assert code_state(tmp_path) == {}
    assert "code" not in provenance(tmp_path)


def test_the_commit_and_whether_anything_changed_since(tmp_path: Path) -> None:
    git(tmp_path, "init", "-q")
    assert code_state(tmp_path) == {}, "no commit yet"
    (tmp_path / "a").write_text("1")
    git(tmp_path, "add", "a")
    git(tmp_path, "commit", "-q", "-m", "a")
    commit = git(tmp_path, "rev-parse", "HEAD")
    assert code_state(tmp_path) == {"commit": commit, "changed": False}
    (tmp_path / "outputs").mkdir()
    (tmp_path / "outputs" / "x").write_text("1")
    assert code_state(tmp_path)["changed"] is False, "results are no change of the code"
    (tmp_path / "a").write_text("2")
    assert code_state(tmp_path)["changed"] is True
    (tmp_path / "inside").mkdir()
    assert code_state(tmp_path / "inside") == {}, "the repository around a project is not its own"


def test_versions_lock_and_machine(tmp_path: Path) -> None:
    (tmp_path / "requirements.lock").write_text("a==1\n")
    found = provenance(tmp_path)
    digest = hashlib.sha256(b"a==1\n").hexdigest()
    assert found["lock"] == {"file": "requirements.lock", "sha256": digest}
    assert found["packages"]["numpy"] == metadata.version("numpy")
    assert found["host"]["cores"] >= 1
    assert same_kind(found["host"], found["host"])
    assert not same_kind({}, found["host"])


def test_every_draw_starts_from_the_recorded_seed() -> None:
    """The record names one seed, so no function may have another default; None draws nothing."""
    seeds = []
    for path in (Path(unreports.__file__).parent).rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.FunctionDef):
                named = zip(node.args.kwonlyargs, node.args.kw_defaults, strict=True)
                seeds += [
                    v.value for a, v in named if a.arg == "seed" and isinstance(v, ast.Constant)
                ]
            if isinstance(node, ast.keyword) and node.arg == "random_state":
                if isinstance(node.value, ast.Name):
                    assert node.value.id == "seed"
                else:
                    assert isinstance(node.value, ast.Constant)
                    seeds.append(node.value.value)
    assert len(seeds) > 3
    assert set(seeds) - {None} == {SEEDS["draws"]}
