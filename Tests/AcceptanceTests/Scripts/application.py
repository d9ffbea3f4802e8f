"""An application: receives events, writes each as a line of JSON to standard output, answers as it was told.

Arguments: the answers to events in order, the last one for good:

    200             a status
    503+1           a status with `Retry-After: 1`
    302>URL         a redirect
    200 {"a": 1}    a status with a body
    hang            a request that is never answered
    slow            200 after a second
    close           a connection that is closed without an answer
    half            200 with half of its body
    torn            half of a head
    garbage         something that is no HTTP
    retries=200     what every attempt but the first is answered, out of the order

A line `redirect ENDPOINT KEY TARGET`, a number or a raw id, on standard input makes it redirect each call as soon as its event
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

retries = next((word[8:] for word in sys.argv[1:] if word.startswith("retries=")), None)
answers = [word for word in sys.argv[1:] if not word.startswith("retries=")] or ["200"]
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
            if retries and fields.get("aeg-delivery-count", "0") != "0":
                answer = retries
            else:
                answer = answers.pop(0) if len(answers) > 1 else answers[0]
        status = answer[:3] if answer[:3].isdigit() else "200" if answer in ("half", "slow") else "0"
        say({"fields": fields, "body": body, "answered": int(status)})
        if redirection:
            threading.Thread(target=redirect, args=(body[0],), daemon=True).start()
        if answer == "hang":
            threading.Event().wait()
        if answer == "slow":
            threading.Event().wait(1)
        if answer == "garbage":
            self.wfile.write(b"\x00\xffHTP/9 what?\r\n\r\n")
        if answer == "torn":
            self.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Le")
        if answer in ("close", "garbage", "torn"):
            self.close_connection = True
            return
        content = b"half of it" if answer == "half" else answer[4:].encode() if answer[3:4] == " " else b""
        self.send_response(int(status))
        self.send_header("Content-Length", str(len(content) * (2 if answer == "half" else 1)))
        if answer[3:4] == "+":
            self.send_header("Retry-After", answer[4:])
        if answer[3:4] == ">":
            self.send_header("Location", answer[4:])
        self.end_headers()
        self.wfile.write(content)
        self.close_connection = answer == "half"

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
