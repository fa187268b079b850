"""Real processes for tests of what happens when two of them do the same at once, or when one dies halfway."""

import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

_BARRIER = """
import pathlib, sys, time
folder, number, *arguments = sys.argv[1:]
{script}
(pathlib.Path(folder) / f"ready-{{number}}").touch()
while not (pathlib.Path(folder) / "go").exists():
    time.sleep(0.001)
print(act(int(number), *arguments), end="")
"""
_PATIENCE = 60.0


def together(folder: Path, script: str, *arguments: str | Path, count: int = 2) -> list[str]:
    """Run `act(number, *arguments)` of the script in so many processes, which begin at one moment; returns what each returned, as text.

    A process that fails fails the test, with what it printed.
    """
    meeting = folder / "meeting"
    meeting.mkdir()
    command = [sys.executable, "-W", "error", "-c", _BARRIER.format(script=script), str(meeting)]
    running = [
        subprocess.Popen([*command, str(number), *map(str, arguments)], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        for number in range(count)
    ]
    wait_for(running, [meeting / f"ready-{number}" for number in range(count)])
    (meeting / "go").touch()
    printed = [process.communicate(timeout=_PATIENCE)[0] for process in running]
    failed = [text for process, text in zip(running, printed, strict=True) if process.returncode != 0]
    assert not failed, failed[0]
    return printed


@contextmanager
def beside(script: str, ready: Path, *arguments: str | Path) -> Iterator["subprocess.Popen[str]"]:
    """A process that runs the script, from when it has made the file `ready` until the block ends; then it is killed."""
    command = [sys.executable, "-c", script, str(ready), *map(str, arguments)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True) as process:
        try:
            wait_for([process], [ready])
            yield process
        finally:
            process.kill()


def wait_for(running: "Sequence[subprocess.Popen[str]]", files: Sequence[Path]) -> None:
    """Wait until all files are there; fails as soon as a process ends before."""
    begun = time.monotonic()
    while not all(file.exists() for file in files):
        ended = [process for process in running if process.poll() not in {None, 0}]
        assert not ended, ended[0].communicate()[0]
        assert time.monotonic() - begun < _PATIENCE, "the processes did not get ready"
        time.sleep(0.002)
