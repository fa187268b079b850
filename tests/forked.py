"""The program without the second that its start takes: one process loads all of clew, and is forked for each command that tests run.

What runs is `clew.cli.main.main`, as in the installed program: in a process of its own, with the arguments, folder, environment and open
files that the caller gives, and it ends as that ends. Only what an import leaves behind is shared, and the seed of hashes with it: what
must hold for every seed, and what a start takes, is tested with the installed program.

    forked.py serve PLACE                the process that is forked, until its standard input ends
    forked.py run PLACE ARGUMENT ...     one command, for a shell
"""

import atexit
import gc
import json
import os
import select
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, redirect_stdout, suppress
from importlib import import_module
from importlib.util import find_spec
from io import StringIO
from pathlib import Path
from pkgutil import walk_packages
from tempfile import TemporaryFile
from typing import NoReturn

_PATIENCE = 300.0
_LAZY = ("alembic.command", "alembic.config", "numba")
"""What clew imports by name when it first needs it."""
_APART = ("clew.__main__", "clew.ledger.migrations")
"""What is run, not imported."""


@contextmanager
def standing(place: Path) -> Iterator[Path]:
    """The process that is forked, listening at a place, for as long as the block lasts."""
    command = [sys.executable, "-P", __file__, "serve", str(place)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout is not None
        assert server.stdin is not None
        assert server.stdout.readline() == "ready\n", "the program cannot be loaded"
        yield place
        server.stdin.close()


def run(place: Path, arguments: Sequence[str], folder: Path) -> "subprocess.CompletedProcess[str]":
    """Run a command in a folder, with this process' environment and nothing to read, and catch what it prints."""
    with TemporaryFile() as out, TemporaryFile() as err, Path(os.devnull).open("rb") as nothing:
        code = ask(place, arguments, folder, (nothing.fileno(), out.fileno(), err.fileno()))
        told = [_text(file.read()) for file in (out, err) if file.seek(0) == 0]
    return subprocess.CompletedProcess(["clew", *arguments], code, *told)


def _text(printed: bytes) -> str:
    return printed.decode("utf-8").replace("\r\n", "\n")


def ask(place: Path, arguments: Sequence[str], folder: Path, files: Sequence[int]) -> int:
    """Have a command run with these files as its standard input, output and error; returns its exit code.

    Raises:
        TimeoutError: it has not ended after five minutes; then it is killed.
    """
    with socket.socket(socket.AF_UNIX) as asked:
        asked.settimeout(_PATIENCE)
        asked.connect(str(place))
        socket.send_fds(asked, [b"!"], files)
        request = {"arguments": list(arguments), "folder": str(folder), "environment": dict(os.environ)}
        asked.sendall(json.dumps(request).encode() + b"\n")
        with asked.makefile("r") as answer:
            process = int(answer.readline())
            try:
                return int(answer.readline())
            except TimeoutError:
                os.kill(process, 9)
                raise


def serve(place: str) -> None:
    """Load the program, then fork for each command that is asked for; returns in the forked process, when its command is to run."""
    _load()
    with socket.socket(socket.AF_UNIX) as door:
        door.bind(place)
        door.listen()
        print("ready", flush=True)  # noqa: T201 - to the process that waits for it
        while sys.stdin not in (heard := select.select([door, sys.stdin], [], [])[0]):
            if door in heard:
                asked = door.accept()[0]
                if os.fork() == 0 and _attended(asked):
                    return
                asked.close()
                with suppress(ChildProcessError):
                    while os.waitpid(-1, os.WNOHANG)[0]:
                        pass
    os._exit(0)


def _load() -> None:
    """Import everything that some command needs; what stays is taken out of the sight of the collector, so that forks share it."""
    clew = import_module("clew")
    for module in walk_packages(clew.__path__, "clew."):
        if not module.name.startswith(_APART):
            import_module(module.name)
    for name in _LAZY:
        if find_spec(name.partition(".")[0]):
            import_module(name)
    import_module("clew.names.words").shipped_words()
    with redirect_stdout(StringIO()):
        import_module("clew.cli.main").run(["gate", "--help"])  # typer has its own
    gc.freeze()


def _attended(asked: socket.socket) -> bool:
    """Read what is asked and fork once more; returns, in the process that is to run it alone, once it has become what it is to be."""
    _, files, _, _ = socket.recv_fds(asked, 1, 3)
    with asked.makefile("r") as request:
        wanted = json.loads(request.readline())
    running = os.fork()
    if running == 0:
        asked.close()
        _become(wanted["arguments"], wanted["folder"], wanted["environment"], files)
        return True
    for file in files:
        os.close(file)
    asked.sendall(f"{running}\n".encode())
    code = os.waitstatus_to_exitcode(os.waitpid(running, 0)[1])
    with suppress(OSError):  # nobody waits any more
        asked.sendall(f"{code}\n".encode())
    os._exit(0)


def _become(arguments: Sequence[str], folder: str, environment: Mapping[str, str], files: Sequence[int]) -> None:
    """Take on what a process is started with."""
    for number, file in enumerate(files):
        os.dup2(file, number)
        os.close(file)
    os.chdir(folder)
    os.environ.clear()
    os.environ.update(environment)
    time.tzset()
    sys.argv = ["clew", *arguments]
    sys.stdin = open(0, encoding="utf-8", closefd=False)  # noqa: SIM115 - a number, and open to the end of the process
    sys.stdout = open(1, "w", encoding="utf-8", closefd=False)  # noqa: SIM115 - as above
    sys.stderr = open(2, "w", buffering=1, encoding="utf-8", errors="backslashreplace", closefd=False)  # noqa: SIM115 - as above


def _finish(main: Callable[[], None]) -> NoReturn:
    """Run the command, and end as an interpreter does, but leave its memory to the system."""
    code: object = 0
    try:
        main()
    except SystemExit as stop:
        code = stop.code
    for thread in threading.enumerate():
        if not thread.daemon and thread is not threading.current_thread():
            thread.join()
    atexit._run_exitfuncs()  # noqa: SLF001 - there is no public name for what an interpreter does at its end
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code if isinstance(code, int) else 1)


if __name__ == "__main__":
    if sys.argv[1] == "serve":
        serve(sys.argv[2])
        _finish(import_module("clew.cli.main").main)
    sys.exit(ask(Path(sys.argv[2]), sys.argv[3:], Path.cwd(), (0, 1, 2)))
