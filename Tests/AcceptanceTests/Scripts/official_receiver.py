"""A receiver that reads deliveries with the official packages and writes what they made of each as a line of JSON.

azure-eventgrid and azure-core read both schemas, cloudevents the one of its name. The first line is its address; it ends
with its standard input.
"""

import http.server
import json
import sys
import threading

from azure.core.messaging import CloudEvent
from azure.eventgrid import EventGridEvent, SystemEventNames
from cloudevents.core.bindings.http import HTTPMessage, from_http_event

output = threading.Lock()


def say(value):
    with output:
        print(json.dumps(value), flush=True)


def read(fields, body):
    if not fields["content-type"].startswith("application/cloudevents+json"):
        (event,) = [EventGridEvent.from_dict(event) for event in json.loads(body)]
        return {
            "reader": "azure-eventgrid",
            "id": event.id,
            "type": event.event_type,
            "source": event.topic,
            "isIncomingCall": event.event_type == SystemEventNames.AcsIncomingCallEventName,
            "year": event.event_time.year,
            "context": event.data["incomingCallContext"],
        }
    azure = CloudEvent.from_json(body.decode())
    event = from_http_event(HTTPMessage(headers=fields, body=body))
    assert (azure.id, azure.source, azure.type) == (event.get_id(), event.get_source(), event.get_type())
    assert azure.data == event.get_data()
    return {
        "reader": "cloudevents",
        "id": event.get_id(),
        "type": event.get_type(),
        "source": event.get_source(),
        "isIncomingCall": event.get_type() == SystemEventNames.AcsIncomingCallEventName,
        "year": event.get_time().year,
        "context": event.get_data()["incomingCallContext"],
    }


class Receiver(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        fields = {name.lower(): value for name, value in self.headers.items()}
        try:
            say(read(fields, body))
            self.send_response(200)
        except Exception as problem:
            say({"problem": repr(problem)})
            self.send_response(400)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_):
        pass


server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Receiver)
threading.Thread(target=server.serve_forever, daemon=True).start()
print(f"http://127.0.0.1:{server.server_port}/api/events", flush=True)
sys.stdin.read()
