"""A kernel and its client, driven by JSON lines on stdin: one command each, one answer each.

python kernel_client.py KERNEL PATIENCE, the most seconds that it waits for a message

{"do": "send", "type": "execute_request", "content": {...}}   -> the request's id; of the shell channel, unless
    "channel": "control" is said; with "buffers": [base64, ...] where there are any
{"do": "collect", "id": ...}    -> {"reply": content, "published": [[type, content], ...]}, at reply and idle
{"do": "settle", "id": ...}     -> {"published": ...}, at idle: of a request that nobody replies to
{"do": "see", "id": ..., "text": ...}   -> true, once the request has printed the text
{"do": "interrupt"}   {"do": "shutdown"}   -> true
{"do": "write_interrupt"}   {"do": "send_interrupt"}   -> true; the same in two steps, as by a slow socket

Messages of comms have their metadata and buffers beside their content.
"""

import base64
import json
import subprocess
import sys
from collections import defaultdict

from jupyter_client.manager import KernelManager


class Driver:
    def __init__(self, kernel_name, patience):
        self.patience = patience
        self.manager = KernelManager(kernel_name=kernel_name)
        # Not our own: Node makes an inherited pipe one that doesn't block, and long answers would be cut.
        self.manager.start_kernel(stdout=subprocess.DEVNULL)
        self.client = self.manager.blocking_client()
        self.client.start_channels()
        self.client.wait_for_ready(timeout=self.patience)
        self.replies = {}
        self.published = defaultdict(list)

    def send(self, command):
        message = self.client.session.msg(command["type"], command["content"])
        channel = self.client.control_channel if command.get("channel") == "control" else self.client.shell_channel
        buffers = [base64.b64decode(buffer) for buffer in command.get("buffers", [])]
        self.client.session.send(channel.socket, message, buffers=buffers)
        return message["header"]["msg_id"]

    def read_published(self):
        message = self.client.get_iopub_msg(timeout=self.patience)
        parent = message["parent_header"].get("msg_id")
        content = message["content"]
        if message["msg_type"].startswith("comm_"):
            buffers = [base64.b64encode(bytes(buffer)).decode() for buffer in message["buffers"]]
            content = {**content, "metadata": message["metadata"], "buffers": buffers}
        self.published[parent].append([message["msg_type"], content])

    def collect(self, command):
        wanted = command["id"]
        while wanted not in self.replies:
            reply = self.client.get_shell_msg(timeout=self.patience)
            self.replies[reply["parent_header"]["msg_id"]] = {"type": reply["msg_type"], **reply["content"]}
        return {"reply": self.replies.pop(wanted), **self.settle(command)}

    def settle(self, command):
        wanted = command["id"]
        while ["status", {"execution_state": "idle"}] not in self.published[wanted]:
            self.read_published()
        return {"published": self.published.pop(wanted)}

    def see(self, command):
        def printed():
            return "".join(content["text"] for kind, content in self.published[command["id"]] if kind == "stream")

        while command["text"] not in printed():
            self.read_published()
        return True

    def interrupt(self, _command):
        self.manager.interrupt_kernel()
        return True

    def write_interrupt(self, _command):
        self.written = self.manager.session.msg("interrupt_request", content={})
        return True

    def send_interrupt(self, _command):
        self.client.control_channel.send(self.written)
        return True

    def shutdown(self, _command):
        self.manager.shutdown_kernel()
        self.client.stop_channels()
        return True


def main():
    driver = Driver(sys.argv[1], patience=float(sys.argv[2]))
    for line in sys.stdin:
        command = json.loads(line)
        print(json.dumps(getattr(driver, command["do"])(command)), flush=True)
        if command["do"] == "shutdown":
            return


if __name__ == "__main__":
    main()
