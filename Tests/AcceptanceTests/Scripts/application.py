"""An application: receives events, writes each as a line of JSON to standard output, answers as it was told.

Arguments: the answers to events in order, the last one for good: a status, or `hang` for a request that is never
answered. A line `redirect ENDPOINT KEY TARGET`, a number or a raw id, on standard input makes it redirect each call as soon as its event
comes; what it was answered is a further line. It ends with its standard input.
"""

import base64
import hashlib
import hmac
import http.client
import http.server
import json
import sys
import threading
import uuid
from email.utils import formatdate
from urllib.parse import urlsplit

answers = sys.argv[1:] or ["200"]
redirection = None
output = threading.Lock()


def say(value):
    with output:
        print(json.dumps(value), flush=True)


def redirect(event):
    endpoint, key, number = redirection
    host = urlsplit(endpoint).netloc
    target = "/calling/callConnections:redirect?api-version=2026-03-12"
    body = json.dumps(
        {
            "incomingCallContext": event["data"]["incomingCallContext"],
            "target": {"rawId": "4:" + number} if number.startswith("+") else {"rawId": number},
        }
    ).encode()
    date = formatdate(usegmt=True)
    digest = base64.b64encode(hashlib.sha256(body).digest()).decode()
    text = f"POST\n{target}\n{date};{host};{digest}"
    code = base64.b64encode(hmac.new(base64.b64decode(key), text.encode(), hashlib.sha256).digest()).decode()
    fields = {
        "Content-Type": "application/json",
        "x-ms-date": date,
        "x-ms-content-sha256": digest,
        "Authorization": f"HMAC-SHA256 SignedHeaders=x-ms-date;host;x-ms-content-sha256&Signature={code}",
        "Repeatability-Request-ID": str(uuid.uuid4()),
        "Repeatability-First-Sent": date,
    }
    status, answer = post(host, target, body, fields)
    say({"call": event["data"]["correlationId"], "status": status, "code": answer.get("error", {}).get("code")})


def post(host, target, body, fields):
    """Posts until somebody answers: the same request, as an SDK repeats it when the connection breaks."""
    for _ in range(100):
        connection = http.client.HTTPConnection(host, timeout=30)
        try:
            connection.request("POST", target, body, fields)
            answer = connection.getresponse()
            return answer.status, json.loads(answer.read() or b"{}")
        except (OSError, http.client.HTTPException):
            threading.Event().wait(0.1)
        finally:
            connection.close()
    return 0, {}


class Receiver(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_POST(self):
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        fields = {name.lower(): value for name, value in self.headers.items()}
        with output:
            answer = answers.pop(0) if len(answers) > 1 else answers[0]
        say({"fields": fields, "body": body, "answered": 0 if answer == "hang" else int(answer)})
        if redirection:
            threading.Thread(target=redirect, args=(body[0],), daemon=True).start()
        if answer == "hang":
            threading.Event().wait()
        self.send_response(int(answer))
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_):
        pass


class Server(http.server.ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 128


server = Server(("127.0.0.1", 0), Receiver)
threading.Thread(target=server.serve_forever, daemon=True).start()
print(f"http://127.0.0.1:{server.server_port}/api/events", flush=True)
for line in sys.stdin:
    redirection = line.split()[1:]
