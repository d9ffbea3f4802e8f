"""Two fixtures to copy next to your own tests.

`webhook` receives events in a thread of the test; `divert` is a server of the test's own, which sends its events there.
Nothing leaves the machine, every port is a free one, and each test begins with an empty server. The program is
$DIVERT_BINARY, or `divert` on the PATH.
"""

import base64
import json
import os
import queue
import signal
import subprocess
import sys
import threading
import urllib.request
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

# The development key: it is public, and Divert accepts it on the loopback interface only.
KEY = "ZGl2ZXJ0LWRldmVsb3BtZW50LWtleS1sb29wYmFjay1vbmx5"


class Webhook:
    """Receives events. Its URL is known before Divert starts; what it does with events may be said later."""

    def __init__(self):
        self.receive = lambda events: (200, None)  # The status to answer, and what to answer with it.
        self.events = queue.Queue()
        webhook = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self):
                events = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                for event in events:
                    webhook.events.put(event)
                status, answer = webhook.receive(events)
                self.send_response(status)
                self.end_headers()
                self.wfile.write(json.dumps(answer).encode() if answer else b"")

            def log_message(self, *_):
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = False  # Closing waits for what is still being answered.
        self.url = f"http://127.0.0.1:{self.server.server_port}/api/events"

    def event(self, timeout=10):
        """The next event; fails when none comes within `timeout` seconds."""
        return self.events.get(timeout=timeout)


class Divert:
    """A running server: where it listens, and what a test asks of it."""

    def __init__(self, ready, data):
        self.http = ready["http"]  # http://127.0.0.1:PORT
        self.https = ready["https"]
        self.sip_port = int(ready["sip"][0].rsplit(":", 1)[1])  # UDP and TCP
        self.ca = os.path.join(data, "development-ca.pem")  # What a client of `https` has to trust.
        self.connection_string = f"endpoint={self.https}/;accesskey={KEY}"

    def simulate(self, from_, to, **members):
        """Lets a call ring that no phone placed. Returns it as `GET /divert/calls/{id}` does."""
        return self.request("POST", "/divert/calls", {"from": from_, "to": to, **members})

    def call(self, id, wait=5):
        """The call as it is once it does not ring any more, at the latest after `wait` seconds."""
        return self.request("GET", f"/divert/calls/{id}?wait={wait}")

    def request(self, method, path, body=None):
        credentials = base64.b64encode(f"pytest:{KEY}".encode()).decode()
        request = urllib.request.Request(
            self.http + path,
            method=method,
            data=None if body is None else json.dumps(body).encode(),
            headers={"Authorization": f"Basic {credentials}", "Content-Type": "application/json"},
        )
        with urllib.request.urlopen(request, timeout=70) as answer:
            return json.loads(answer.read() or b"null")


@pytest.fixture
def webhook():
    webhook = Webhook()
    threading.Thread(target=webhook.server.serve_forever, args=(0.05,), daemon=True).start()
    yield webhook
    webhook.server.shutdown()
    webhook.server.server_close()


@pytest.fixture
def divert(webhook, tmp_path):
    data, log = str(tmp_path / "divert-data"), tmp_path / "divert.log"
    command = [os.environ.get("DIVERT_BINARY", "divert"), "serve", "--ready-json", "--data", data]
    command += ["--http-port", "0", "--http-tls-port", "0", "--sip-listen", "udp://127.0.0.1:0,tcp://127.0.0.1:0"]
    command += ["--webhook", webhook.url, "--calls-drain-seconds", "0"]
    # DIVERT_… variables are settings: none of the surroundings may reach this server.
    environment = {name: value for name, value in os.environ.items() if not name.startswith("DIVERT_")}
    with open(log, "w") as errors:
        server = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=errors, text=True, env=environment)
    patience = threading.Timer(30, server.kill)
    patience.start()
    try:
        line = server.stdout.readline()  # Printed when everything listens; empty when the server gave up.
        patience.cancel()
        if not line:
            pytest.fail(f"divert did not start, exit status {server.wait()}")
        yield Divert(json.loads(line), data)
        server.send_signal(signal.SIGTERM)
        assert server.wait(timeout=20) == 0, "divert did not end in good order"
    finally:
        patience.cancel()
        server.kill()
        server.wait()
        server.stdout.close()
        # pytest shows this with a test that failed, and only then.
        sys.stderr.write(f"The log of divert:\n{log.read_text()}")
