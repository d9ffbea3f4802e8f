"""Redirects incoming calls by the number that was called: an application with the official Python SDK.

Nothing in it knows of Divert. The connection string decides whether it talks to Divert or to Azure Communication
Services; which certificates it trusts is up to the environment (REQUESTS_CA_BUNDLE).
"""

import json
import os
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from azure.communication.callautomation import CallAutomationClient, PhoneNumberIdentifier
from azure.core.exceptions import AzureError, HttpResponseError

# The number that was called, and where its calls go. Calls to any other number are rejected.
ROUTES = {"+14255550100": "+14255550123", "+14255550101": "+14255550124"}

# Answers that stay the same however often one asks.
FINAL = {
    "8522": "it is over: the caller hung up, or it rang too long",
    "8519": "it was decided otherwise by somebody else",
    "8523": "its context or its target is not valid",
}

# Divert on this machine, with its development key.
LOCAL = "endpoint=https://localhost:7443/;accesskey=ZGl2ZXJ0LWRldmVsb3BtZW50LWtleS1sb29wYmFjay1vbmx5"


class Redirector:
    """Decides calls. Events are delivered at least once; each is acted on once."""

    def __init__(self, client, routes):
        self.client = client
        self.routes = routes
        self.seen = {}  # Ids of events, oldest first. Several processes would keep them in a database.
        self.lock = threading.Lock()

    def receive(self, events):
        """Takes the events of one request; returns the status to answer, and what to answer with it or None."""
        for event in events:
            if event["eventType"] == "Microsoft.EventGrid.SubscriptionValidationEvent":
                return 200, {"validationResponse": event["data"]["validationCode"]}
            if event["eventType"] == "Microsoft.Communication.IncomingCall" and self.is_new(event["id"]):
                if not self.decide(event["data"]):
                    self.seen.pop(event["id"], None)
                    return 503, None  # Not delivered: the event comes again.
        return 200, None

    def is_new(self, event_id):
        with self.lock:
            if event_id in self.seen:
                return False
            self.seen[event_id] = True
            if len(self.seen) > 10_000:
                del self.seen[next(iter(self.seen))]
            return True

    def decide(self, call):
        """Redirects or rejects a call. False: that failed, and may work later."""
        name, context = call["correlationId"], call["incomingCallContext"]
        target = self.routes.get(call["to"].get("phoneNumber", {}).get("value"))
        try:
            if target:
                self.client.redirect_call(context, PhoneNumberIdentifier(target))
            else:
                self.client.reject_call(context)
            print(f"call {name}: {'redirected' if target else 'rejected'}", flush=True)
            return True
        except HttpResponseError as error:
            code = error.error.code if error.error else None
            print(f"call {name}: {FINAL.get(code, error.message)}", flush=True)
            return code in FINAL
        except AzureError as error:  # No answer at all.
            print(f"call {name}: {error.message}", flush=True)
            return False


def serve(redirector, port):
    """An HTTP server for the webhook."""

    class Events(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self):
            events = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            status, answer = redirector.receive(events)
            body = json.dumps(answer).encode() if answer else b""
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_):
            pass

    return ThreadingHTTPServer(("127.0.0.1", port), Events)


if __name__ == "__main__":
    client = CallAutomationClient.from_connection_string(os.environ.get("ACS_CONNECTION_STRING", LOCAL))
    server = serve(Redirector(client, ROUTES), int(os.environ.get("PORT", "9090")))
    print(f"Receiving events at http://127.0.0.1:{server.server_port}/api/events", flush=True)
    server.serve_forever()
