"""Taking over what notebooks wrote: each as a whole, and recorded at once.

A notebook writes into a folder of its own inside the folder of the run. When it has ended, its
files are moved to their places and run.json is renewed, so that a run that is killed leaves the
notebooks before as they were recorded, and nothing of one that was cut off.
"""

from __future__ import annotations

import re
import shutil
from dataclasses import asdict, replace
from datetime import datetime
from pathlib import Path
from typing import Any

from unreports.files import sha256
from unreports.running.executed import Failure, Outcome
from unreports.running.manifest import make_manifest, notebook_record, write_manifest
from unreports.running.plan import Plan
from unreports.site.downloads import DOWNLOADS

WORK = ".work"  # in the folder of a run, while it runs


class Ledger:
    """The record of a run as it grows.

    Parameters
    ----------
    plan : Plan
        What is run.
    earlier : dict
        The record before.
    documents : list of dict
        The documents of the corpora.
    inputs : dict
        What each notebook depends on, by its name.
    started : datetime
        When the run started.
    """

    def __init__(
        self,
        plan: Plan,
        earlier: dict[str, Any],
        documents: list[dict[str, Any]],
        inputs: dict[str, dict[str, Any]],
        started: datetime,
    ) -> None:
        self.folder, self.inputs, self.started = plan.folder, inputs, started
        self.tasks = {task.notebook.name: task for task in plan.tasks}
        self.outcomes: dict[str, Outcome] = {}
        self.manifest = make_manifest(plan, documents, earlier, started)
        known = {notebook.name for notebook in plan.project.notebooks}
        for name, record in earlier["notebooks"].items():
            if name not in known:
                self._remove(set(_outputs(record)) - self._written_by_others(name))

    def keep(self, outcome: Outcome) -> None:
        """Move what a notebook wrote to its place and record it."""
        name = outcome.notebook
        source = self.folder / WORK / name
        owners = self._owners(name)
        files = _files(source)
        if taken := [file for file in files if owners.get(file, name) < name]:
            outcome = _shared(outcome, taken[0], owners[taken[0]])
        for file in files:
            if file not in taken and file in owners:
                self._fail(owners[file], file, name)
        files = [file for file in files if file not in taken]
        for file in ("index.html", *DOWNLOADS):  # they tell of what was before
            (self.folder / file).unlink(missing_ok=True)
        (self.folder / "html" / f"{name}.html").unlink(missing_ok=True)
        before = _outputs(self.manifest["notebooks"].get(name, {}))
        self._remove(set(before) - set(files) - set(owners))
        for file in files:
            (self.folder / file).parent.mkdir(parents=True, exist_ok=True)
            (source / file).replace(self.folder / file)
        shutil.rmtree(source, ignore_errors=True)
        self.outcomes[name] = outcome
        record = notebook_record(self.tasks[name], outcome)
        digests = {file: sha256(self.folder / file) for file in files}
        self._record(name, record | {"inputs": self.inputs[name], "outputs": digests})

    def finish(self) -> None:
        """Record that the pages are written too, and nothing is left to do."""
        write_manifest(self.folder, self.manifest | {"complete": True}, self.started)

    def _record(self, name: str, record: dict[str, Any]) -> None:
        notebooks = self.manifest["notebooks"] | {name: record}
        self.manifest["notebooks"] = dict(sorted(notebooks.items()))
        write_manifest(self.folder, self.manifest, self.started)

    def _owners(self, name: str) -> dict[str, str]:
        """Return which notebook wrote each file, this one left out."""
        return {
            file: other
            for other, record in self.manifest["notebooks"].items()
            if other != name
            for file in _outputs(record)
        }

    def _written_by_others(self, name: str) -> set[str]:
        return set(self._owners(name))

    def _fail(self, name: str, file: str, other: str) -> None:
        """Fail a notebook whose file one before it writes too."""
        record = self.manifest["notebooks"][name]
        if name in self.outcomes:
            self.outcomes[name] = _shared(self.outcomes[name], file, other)
        failure = asdict(_shared_failure(file, other))
        outputs = {f: digest for f, digest in _outputs(record).items() if f != file}
        changed = {"status": "failed", "failure": failure, "outputs": outputs}
        self.manifest["notebooks"][name] = record | changed

    def _remove(self, files: set[str]) -> None:
        for file in files:
            # The record is a file that anyone may edit: only what lies in these folders is ours.
            if re.fullmatch(r"(tables|figures|models|notebooks)/[A-Za-z0-9_.-]+", file):
                (self.folder / file).unlink(missing_ok=True)


def _files(source: Path) -> list[str]:
    paths = sorted(source.rglob("[!.]*")) if source.is_dir() else []
    return [path.relative_to(source).as_posix() for path in paths if path.is_file()]


def _outputs(record: dict[str, Any]) -> dict[str, str]:
    return dict(record.get("outputs", {}))


def _shared(outcome: Outcome, file: str, owner: str) -> Outcome:
    if outcome.failure is not None:
        return outcome
    return replace(outcome, status="failed", failure=_shared_failure(file, owner))


def _shared_failure(file: str, owner: str) -> Failure:
    error = f"it writes {file}, which {owner} writes too"
    return Failure(0, 0, "", error, error)
