"""Memory that processes have taken, in megabytes."""

import resource
from pathlib import Path

from benchmarks.server import Server


def own_peak() -> float:
    """The most this process held since its program began: `getrusage` would count what its parent held, too."""
    status = Path("/proc/self/status").read_text()
    return int(status.split("VmHWM:")[1].split()[0]) / 1024


def peak_with_children() -> float:
    """The same, or what the largest of its children held, where that was more."""
    return max(own_peak(), resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024)


def resident(server: Server) -> float:
    """What a server's processes hold together now."""
    kilobytes = 0
    for process in [server.master, *server.workers()]:
        status = Path(f"/proc/{process}/status").read_text()
        kilobytes += int(status.split("VmRSS:")[1].split()[0])
    return kilobytes / 1024
