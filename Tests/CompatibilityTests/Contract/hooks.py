"""What Schemathesis must know beyond the document: how requests are signed, and what a live call is.

DIVERT_ENDPOINT is the server, DIVERT_ACCESS_KEY the key that signs.
"""

import base64
import email.utils
import hashlib
import hmac
import os
import urllib.parse
import uuid

import requests
import schemathesis

ENDPOINT = os.environ["DIVERT_ENDPOINT"]
KEY = base64.b64decode(os.environ["DIVERT_ACCESS_KEY"])
REPEATABILITY = ("Repeatability-Request-ID", "Repeatability-First-Sent")


class Signature(requests.auth.AuthBase):
    """The HMAC-SHA256 scheme over the request as it is sent."""

    def __call__(self, request):
        body = request.body or b""
        if isinstance(body, str):
            body = body.encode()
        digest = base64.b64encode(hashlib.sha256(body).digest()).decode()
        date = email.utils.formatdate(usegmt=True)
        host = urllib.parse.urlsplit(request.url).netloc
        text = f"{request.method}\n{request.path_url}\n{date};{host};{digest}"
        code = base64.b64encode(hmac.new(KEY, text.encode(), hashlib.sha256).digest()).decode()
        request.headers["x-ms-date"] = date
        request.headers["x-ms-content-sha256"] = digest
        request.headers["Authorization"] = (
            f"HMAC-SHA256 SignedHeaders=x-ms-date;host;x-ms-content-sha256&Signature={code}"
        )
        return request


schemathesis.auth.set_from_requests(Signature())


@schemathesis.hook
def before_call(context, case, kwargs):
    """A request that shall be accepted is about a call that rings, does not wait for it, and is sent for the first time."""
    if case.meta is not None and case.meta.generation.mode.is_negative:
        return
    if any(name in case.headers for name in REPEATABILITY):
        case.headers.update(zip(REPEATABILITY, (str(uuid.uuid4()), email.utils.formatdate(usegmt=True))))
    if "wait" in case.query:
        case.query["wait"] = 0
    if case.path.startswith("/identities/"):
        case.path_parameters["id"] = user()
    elif "id" in case.path_parameters:
        case.path_parameters["id"] = ring()["id"]
    elif case.path.startswith("/calling/") and isinstance(case.body, dict) and "incomingCallContext" in case.body:
        case.body["incomingCallContext"] = ring()["incomingCallContext"]


def ring():
    """A simulated call."""
    call = {"from": "+14255550199", "to": "+14255550100"}
    answer = requests.post(f"{ENDPOINT}/divert/calls", json=call, auth=Signature(), timeout=10)
    answer.raise_for_status()
    return answer.json()


def user():
    """The id of a user that exists."""
    answer = requests.post(f"{ENDPOINT}/identities?api-version=2023-10-01", json={}, auth=Signature(), timeout=10)
    answer.raise_for_status()
    return answer.json()["identity"]["id"]
