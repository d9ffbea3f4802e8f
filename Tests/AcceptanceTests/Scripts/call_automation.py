"""Calls the official SDK as each line of JSON on standard input says, and writes what came of it as one line.

A line describes a client and the calls that it makes, one after the other. Every release of the SDK is spoken to in its
own words.
"""

import asyncio
import contextlib
import importlib.metadata
import json
import sys

from azure.communication import callautomation as sdk
from azure.communication.callautomation.aio import CallAutomationClient as AsyncCallAutomationClient
from azure.core.credentials import AzureKeyCredential
from azure.core.exceptions import HttpResponseError

CALLBACK = "https://127.0.0.1:9/callbacks"
# The first release takes an invitation where later ones take whom it invites, and its client cannot be closed.
TAKES_INVITATIONS = importlib.metadata.version("azure-communication-callautomation") == "1.0.0"


def client_of(kind, script):
    if script.get("connectionString"):
        return kind.from_connection_string(script["connectionString"], connection_verify=script["trust"])
    return kind(script["endpoint"], AzureKeyCredential(script["key"]))


def target_of(step):
    """A number or a user's id as text, or the name of an identifier's class with its arguments."""
    target = step["target"]
    if isinstance(target, str):
        name = "PhoneNumberIdentifier" if target.startswith("+") else "CommunicationUserIdentifier"
        identifier = getattr(sdk, name)(target)
    else:
        identifier = getattr(sdk, target["class"])(**target["arguments"])
    return sdk.CallInvite(identifier) if TAKES_INVITATIONS else identifier


def call(client, step):
    options = {"headers": step["headers"]} if step.get("headers") else {}
    match step["operation"]:
        case "redirect":
            return client.redirect_call(step["context"], target_of(step), **options)
        case "reject":
            if step.get("reason"):
                options["call_reject_reason"] = step["reason"]
            return client.reject_call(step["context"], **options)
        case "answer":
            return client.answer_call(step["context"], CALLBACK, **options)
        case "create":
            return client.create_call(target_of(step), CALLBACK, **options)
        case "hang up":
            return client.get_call_connection("0001").hang_up(True, **options)


def returned(value):
    return {"returned": repr(value)}


def raised(error):
    return {
        "raised": type(error).__name__,
        "status": error.status_code,
        "code": error.error.code if error.error else None,
        "message": error.message,
    }


def run(script):
    outcomes = []
    client = client_of(sdk.CallAutomationClient, script)
    with client if hasattr(client, "__enter__") else contextlib.nullcontext():
        for step in script["steps"]:
            try:
                outcomes.append(returned(call(client, step)))
            except HttpResponseError as error:
                outcomes.append(raised(error))
    return outcomes


async def run_async(script):
    outcomes = []
    async with client_of(AsyncCallAutomationClient, script) as client:
        for step in script["steps"]:
            try:
                outcomes.append(returned(await call(client, step)))
            except HttpResponseError as error:
                outcomes.append(raised(error))
    return outcomes


for line in sys.stdin:
    script = json.loads(line)
    outcomes = asyncio.run(run_async(script)) if script["flavour"] == "async" else run(script)
    print(json.dumps(outcomes), flush=True)
