"""Peak resident memory of a process, from Linux's /proc; null where there is none."""

import re
from pathlib import Path


def status_mb(field, process="self"):
    try:
        text = Path(f"/proc/{process}/status").read_text()
    except OSError:
        return None
    return int(re.search(rf"{field}:\s+(\d+)", text).group(1)) / 1024


def track_memory():
    """Forgets the peak so far; returns a function that tells the peak since, and how far it is above now."""
    try:
        Path("/proc/self/clear_refs").write_text("5")
    except OSError:
        return lambda: {"peakMb": status_mb("VmHWM"), "beyondMb": None}
    before = status_mb("VmRSS")
    return lambda: {"peakMb": status_mb("VmHWM"), "beyondMb": status_mb("VmHWM") - before}
