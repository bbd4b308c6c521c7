"""How jupyter_client comes by a forked kernel."""

from __future__ import annotations

from typing import Any

from jupyter_client.provisioning.local_provisioner import LocalProvisioner

from unreports.running.kernels import take_kernel


class ForkedProvisioner(LocalProvisioner):
    """The local provisioner, except that the process is there already."""

    async def launch_kernel(self, cmd: list[str], **kwargs: Any) -> Any:
        """Let the waiting kernel begin."""
        kernel: Any = take_kernel(cmd, **kwargs)
        self.process = kernel
        self.pid = self.pgid = kernel.pid  # it leads its own session
        return self.connection_info
