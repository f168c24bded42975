"""Runs a Python module or script that ends when the process that started it is gone, however that came to be.

python under_parent.py (-m MODULE | SCRIPT) [ARGUMENTS]

File descriptor 3 is a pipe whose other end the parent holds and never writes to: it ends with the parent.
"""

import os
import runpy
import signal
import sys
import threading

# jsonschema would import it for a format that no notebook uses. Its grammar takes a second of each start.
sys.modules["rfc3987_syntax"] = None

PARENT = 3
PATIENCE_S = 3


def end_with_parent():
    try:
        while os.read(PARENT, 1):
            pass
    except OSError:
        return
    # This shutdown lets programs clean up; those that ignore it are ended anyway.
    os.kill(os.getpid(), signal.SIGTERM)
    threading.Event().wait(PATIENCE_S)
    os._exit(1)


def main():
    threading.Thread(target=end_with_parent, daemon=True).start()
    if sys.argv[1] == "-m":
        sys.argv = sys.argv[2:]
        # As with `python -m`.
        sys.path[0] = os.getcwd()
        runpy.run_module(sys.argv[0], run_name="__main__", alter_sys=True)
    else:
        sys.argv = sys.argv[1:]
        sys.path[0] = os.path.dirname(os.path.abspath(sys.argv[0]))
        runpy.run_path(sys.argv[0], run_name="__main__")


if __name__ == "__main__":
    main()
