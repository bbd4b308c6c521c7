"""Whether a notebook must run again, and why: a decision apart from the action.

What a notebook's results depend on is put into a small table of digests and kept in the record of
the run. A notebook whose table is the same, and whose outputs are as they were written, would give
the same bytes again, so it is left alone.
"""

from __future__ import annotations

import platform
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path
from typing import Any

from unreports.catalogue import catalogue_path
from unreports.files import sha256
from unreports.running.plan import PATHS, Plan, Task
from unreports.running.provenance import LOCK
from unreports.store import source_digest

_KINDS = {
    "tables": "table", "figures": "figure", "models": "model", "notebooks": "executed notebook",
}  # fmt: skip


@dataclass(frozen=True)
class Decision:
    """Whether a notebook runs, and why, in words that go on after its name."""

    run: bool
    reason: str


def read_inputs(plan: Plan, task: Task) -> dict[str, Any]:
    """Return all that the results of a notebook depend on.

    Parameters
    ----------
    plan : Plan
        Where the files are that its parameters name.
    task : Task
        The notebook and its values.

    Returns
    -------
    dict
        source (of the notebook), parameters, quiet (whether another notebook shows the doubts of
        reading), files (digests by parameter and name), package, python, packages, lock.
    """
    root = plan.project.root
    named = {name: str(task.values[name]) for name in sorted(PATHS) if task.values.get(name)}
    return {
        "source": sha256(task.notebook.path),
        "parameters": task.values,
        "quiet": task.notebook.name != plan.project.speaker,
        "files": {name: _digests(plan.locate(value)) for name, value in named.items()},
        "package": source_digest(),
        "python": platform.python_version(),
        "packages": _versions(),
        "lock": sha256(root / LOCK) if (root / LOCK).is_file() else None,
    }


def _digests(path: Path) -> dict[str, str]:
    """Return the digest of a file, or of each in a folder; of folders in it, the name counts."""
    if path.is_file():
        return {path.name: sha256(path)}
    if not path.is_dir():
        return {}
    there = sorted(child for child in path.iterdir() if not child.name.startswith("."))
    found = {c.name: sha256(c) if c.is_file() else "folder" for c in there}
    catalogue = catalogue_path(path)
    return found | ({catalogue.name: sha256(catalogue)} if catalogue else {})


def _versions() -> dict[str, str]:
    """Return the versions of what this package needs directly."""
    needs = metadata.requires("unreports") or []
    names = [match[0] for n in needs if "extra ==" not in n and (match := re.match(r"[\w.-]+", n))]
    found = {}
    for name in names:
        try:
            found[name] = metadata.version(name)
        except metadata.PackageNotFoundError:  # for another platform
            continue
    return found


def decide(
    inputs: Mapping[str, Any],
    record: Mapping[str, Any] | None,
    outputs: Mapping[str, str | None],
    *,
    force: bool = False,
) -> Decision:
    """Decide whether a notebook runs.

    Parameters
    ----------
    inputs : mapping
        What it depends on now (`read_inputs`).
    record : mapping or None
        What run.json says of its last run.
    outputs : mapping
        The digests of the files that the record names, as they are now; None where one is missing.
    force : bool
        Whether it runs in any case.

    Examples
    --------
    >>> inputs = {"parameters": {"topics": 12}}
    >>> record = {"status": "done", "inputs": {"parameters": {"topics": 8}}, "outputs": {}}
    >>> decide(inputs, record, {})
    Decision(run=True, reason='its parameter topics changed: 8 -> 12')
    >>> decide(inputs, record | {"inputs": inputs}, {})
    Decision(run=False, reason='unchanged')
    """
    reasons = _reasons(inputs, record, outputs)
    if force:
        return Decision(True, "--force")
    reason = next(iter(reasons), None)
    return Decision(reason is not None, reason or "unchanged")


def _reasons(
    inputs: Mapping[str, Any], record: Mapping[str, Any] | None, outputs: Mapping[str, str | None]
) -> Iterable[str]:
    if record is None:
        yield "it has not been run yet"
        return
    before = record.get("inputs")
    if before is None:
        yield "its last run does not say what it was made of"
        return
    if record["status"] != "done":
        yield "it failed last time"
    if inputs.get("source") != before.get("source"):
        yield "its source changed"
    yield from _changes("its parameter", inputs, before, "parameters", shown=True)
    for name in sorted({*inputs.get("files", {}), *before.get("files", {})}):
        kind = "the document" if name == "corpus" else f"{name}:"
        now, then = (each.get("files", {}) for each in (inputs, before))
        yield from _changes(kind, now, then, name)
    if inputs.get("package") != before.get("package"):
        yield "unreports' own source changed"
    yield from _changes("", {"x": _python(inputs)}, {"x": _python(before)}, "x", shown=True)
    yield from _changes("the package", inputs, before, "packages", shown=True)
    if inputs.get("lock") != before.get("lock"):
        yield f"{LOCK} changed"
    if inputs != before:
        yield "what it depends on changed"
    for file, digest in record["outputs"].items():
        if outputs.get(file) != digest:
            folder, _, name = file.partition("/")
            state = "is missing" if outputs.get(file) is None else "was altered"
            yield f"its {_KINDS.get(folder, 'file')} {name} {state}"


def _python(inputs: Mapping[str, Any]) -> dict[str, Any]:
    return {"Python": inputs.get("python")}


def _changes(
    kind: str, now: Mapping[str, Any], before: Mapping[str, Any], part: str, shown: bool = False
) -> Iterable[str]:
    """Say what changed among named things: `kind` and its name, and the values where `shown`."""
    new, old = now.get(part, {}), before.get(part, {})
    for name in [*new, *(name for name in old if name not in new)]:
        if name not in old:
            change = "is new"
        elif name not in new:
            change = "is gone"
        elif new[name] == old[name]:
            continue
        else:
            change = f"changed: {old[name]} -> {new[name]}" if shown else "changed"
        yield f"{kind} {name} {change}".strip()
