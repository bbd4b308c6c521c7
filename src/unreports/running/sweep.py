"""Many runs at once: each in a process of its own, as many at a time as there are jobs to give.

A run that fails, or is killed, leaves the others alone. A notebook that has none of the parameters
which a run changes would give what it gives in the run without a name, and is not repeated.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from unreports.running.plan import Plan, make_plan
from unreports.running.project import DEFAULT, Project
from unreports.running.runs import read_runs
from unreports.temporary import temporary_folder

_TICK = 0.1  # seconds between two looks at the processes
_GRACE = 15.0  # seconds for a run to end its kernels
_START = """import sys
del sys.path[0]
from unreports.running.kernels import die_with_parent
die_with_parent(int(sys.argv.pop(1)))
from unreports.cli import main
main(prog_name="unreports")"""


@dataclass(frozen=True)
class Part:
    """What came of one run of many.

    Parameters
    ----------
    run : str
        Its name.
    code : int
        The code that its process ended with; 0 where all went well.
    seconds : float
        How long it took.
    notebooks : tuple of str
        What it executed.
    errors : str
        What it said of failures.
    """

    run: str
    code: int
    seconds: float
    notebooks: tuple[str, ...]
    errors: str = ""


def plan_all(project: Project, names: Sequence[str] = ()) -> list[Plan]:
    """Plan many named runs, checking every value before anything starts.

    Parameters
    ----------
    project : Project
        The project.
    names : sequence of str
        Which; the run without a name and all in runs.yml otherwise.

    Returns
    -------
    list of Plan
        Each with the notebooks that its parameters touch; all of them where it sets none.
    """
    known = read_runs(project.root / "notebooks" / "runs.yml")
    plans = []
    for name in names or dict.fromkeys([DEFAULT, *known]):
        whole = make_plan(project, name)
        touched = [task.notebook.name for task in whole.tasks if task.given]
        plans.append(make_plan(project, name, only=touched) if touched else whole)
    return plans


def run_all(
    plans: Sequence[Plan], jobs: int, say: Callable[[str], object], options: Sequence[str] = ()
) -> list[Part]:
    """Carry out many runs.

    Parameters
    ----------
    plans : sequence of Plan
        The runs; named ones, for each process reads its values from runs.yml itself.
    jobs : int
        How many notebooks at a time, over all runs.
    say : callable
        Takes a line when a run starts and one when it ends.
    options : sequence of str
        More to say on the command line of each.
    """
    waiting, running, ended = deque(plans), list[_Running](), list[Part]()
    together = max(1, min(jobs, len(plans)))
    with temporary_folder("sweep") as folder:
        try:
            while waiting or running:
                while waiting and len(running) < together:
                    plan = waiting.popleft()
                    running.append(_Running(plan, max(1, jobs // together), folder, options))
                    say(f"{plan.run}: started ({', '.join(running[-1].notebooks)})")
                for process in [process for process in running if process.ended]:
                    running.remove(process)
                    ended.append(part := process.part())
                    state = "failed" if part.code else "done"
                    say(f"{part.run}: {state} after {part.seconds:.1f} s")
                time.sleep(_TICK)
        finally:
            for process in running:
                process.stop()
    order = [plan.run for plan in plans]
    return sorted(ended, key=lambda part: order.index(part.run))


class _Running:
    """The process of one run."""

    def __init__(self, plan: Plan, jobs: int, folder: Path, options: Sequence[str]) -> None:
        self.run, self.since = plan.run, time.monotonic()
        self.notebooks = tuple(task.notebook.name for task in plan.tasks)
        only = [word for name in self.notebooks for word in ("--only", name)]
        command = [sys.executable, "-c", _START, str(os.getpid()), "run", plan.run, *only]
        command += ["--jobs", str(jobs), *options]
        self.log = folder / f"{plan.run}.log"
        with self.log.open("wb") as log:
            self.process = subprocess.Popen(
                command, cwd=plan.project.root, stdout=subprocess.DEVNULL, stderr=log
            )

    @property
    def ended(self) -> bool:
        return self.process.poll() is not None

    def part(self) -> Part:
        errors = self.log.read_text(encoding="utf-8", errors="replace").strip()
        seconds = time.monotonic() - self.since
        return Part(self.run, self.process.returncode, seconds, self.notebooks, errors)

    def stop(self) -> None:
        self.process.terminate()
        try:
            self.process.wait(_GRACE)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
