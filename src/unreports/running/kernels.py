"""Kernels forked from a process that has imported everything, instead of started from nothing.

Starting Python and importing pandas, SciPy, scikit-learn and matplotlib costs seconds for each
notebook. A worker is forked from a process that has done so once, and forks its kernel before it
does anything else: so neither has a thread whose lock the child could inherit. The kernel waits
until papermill has made the connection file, then goes on as `python -m ipykernel_launcher` would.
"""

from __future__ import annotations

import ctypes
import os
import signal
import sys
import threading
import time
from importlib.metadata import EntryPoint
from pathlib import Path
from typing import Any, NoReturn

_NAME = "unreports-forked"
_TICK = 0.5  # seconds between two looks at the parent
_PR_SET_PDEATHSIG = 1  # linux/prctl.h
_waiting: list[Forked] = []  # the kernel of this worker, until papermill asks for it


def can_fork() -> bool:
    """Whether forking a process with these libraries loaded is safe, and orphans can be ended.

    Elsewhere (macOS, Windows) each kernel starts from nothing; the results are the same bytes.
    """
    return sys.platform == "linux"


def die_with_parent(parent: int) -> None:
    """Have the system end this process when its parent ends, whatever either is doing.

    Where the system does not (it is not Linux), a thread looks; nothing is forked there.
    """
    if not can_fork():
        threading.Thread(target=_watch, args=(os.getppid(),), daemon=True).start()
        return
    ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != parent:  # it ended before the call
        os._exit(1)


def _watch(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(_TICK)
    os.kill(os.getpid(), signal.SIGTERM)


class Forked:
    """A kernel forked from this process, with what jupyter_client uses of `subprocess.Popen`."""

    stdin = stdout = stderr = None

    def __init__(self) -> None:
        parent = os.getpid()
        reading, self._writing = os.pipe()
        self.returncode: int | None = None
        self.pid = os.fork()
        if self.pid == 0:
            os.close(self._writing)
            os.setsid()
            die_with_parent(parent)
            signal.signal(signal.SIGTERM, signal.SIG_DFL)
            _become_kernel(reading)
        os.close(reading)

    def begin(self, arguments: list[str], directory: str) -> None:
        """Let the kernel go on with its arguments, in its working directory."""
        with os.fdopen(self._writing, "w", encoding="utf-8") as pipe:
            pipe.write("\0".join([directory, *arguments]))

    def poll(self) -> int | None:
        """Return the code that it ended with, negative for a signal, or None while it runs."""
        if self.returncode is None:
            pid, status = os.waitpid(self.pid, os.WNOHANG)
            if pid:
                self.returncode = os.waitstatus_to_exitcode(status)
        return self.returncode

    def wait(self) -> int:
        """Wait for its end."""
        while (code := self.poll()) is None:
            time.sleep(0.01)
        return code

    def send_signal(self, number: int) -> None:
        """Send it a signal."""
        if self.poll() is None:
            os.kill(self.pid, number)

    def kill(self) -> None:
        """End it at once."""
        self.send_signal(signal.SIGKILL)

    def terminate(self) -> None:
        """Ask it to end."""
        self.send_signal(signal.SIGTERM)


def _become_kernel(reading: int) -> NoReturn:
    code = 1
    try:
        with os.fdopen(reading, encoding="utf-8") as pipe:
            directory, *arguments = pipe.read().split("\0")
        if arguments:
            os.chdir(directory)
            _launch(arguments)
            code = 0
    except SystemExit as error:
        code = error.code if isinstance(error.code, int) else 1
    except BaseException:
        sys.excepthook(*sys.exc_info())
    finally:
        os._exit(code)  # the exit handlers are those of the process that was forked


def _launch(arguments: list[str]) -> None:
    import ipykernel_launcher
    from ipykernel.kernelapp import IPKernelApp

    if numpy := sys.modules.get("numpy"):
        numpy.random.seed()  # as in a fresh process; `random` sees to it itself
    sys.argv = [ipykernel_launcher.__file__, *arguments]
    IPKernelApp.launch_instance()


def prepare_kernel() -> None:
    """Fork the kernel that the next notebook of this process will get."""
    _waiting.append(Forked())


def use_forked_kernels() -> None:
    """Make jupyter_client take the waiting kernel where it would start one."""
    from jupyter_client.provisioning.factory import KernelProvisionerFactory

    factory = KernelProvisionerFactory.instance()
    factory.provisioners[_NAME] = EntryPoint(
        _NAME, f"{__package__}.provisioner:ForkedProvisioner", factory.GROUP_NAME
    )
    factory.default_provisioner_name = _NAME


def take_kernel(command: list[str], **settings: Any) -> Forked:
    """Hand over the waiting kernel, begun with the arguments of a command that would start one."""
    kernel = _waiting.pop()
    kernel.begin(command[command.index("-f") :], settings.get("cwd") or str(Path.cwd()))
    return kernel
