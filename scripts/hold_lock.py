"""Holds an exclusive lock on a file until standard input ends: until the process that started this is gone.

python hold_lock.py FILE [--wait]

Prints `locked` once it has the lock. If somebody else has it, the exit code is 3; with --wait, it prints
`waiting` and waits. Where the file can't be opened, it prints `refused` and why, and the exit code is 4.
The lock is the operating system's: nothing is left of it whichever way the holder ends.
"""

import os
import sys
import threading
import time

if os.name == "nt":
    import msvcrt

    def try_lock(file):
        msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)

else:
    import fcntl

    def try_lock(file):
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)


PAUSE_S = 0.1


def wait_for_lock(file):
    while True:
        try:
            return try_lock(file)
        except OSError:
            time.sleep(PAUSE_S)


def end_with_parent():
    sys.stdin.read()
    os._exit(0)


def main():
    path, *options = sys.argv[1:]
    # This also holds while it waits.
    threading.Thread(target=end_with_parent, daemon=True).start()
    # The file is never written to or removed: otherwise a waiting process would hold a lock on a deleted
    # file.
    try:
        opened = open(path, "a+")
    except OSError as error:
        print(f"refused {error.strerror}", flush=True)
        sys.exit(4)
    with opened as file:
        try:
            try_lock(file)
        except OSError:
            if "--wait" not in options:
                sys.exit(3)
            print("waiting", flush=True)
            wait_for_lock(file)
        print("locked", flush=True)
        threading.Event().wait()


if __name__ == "__main__":
    try:
        main()
    except KeyboardInterrupt:
        pass
