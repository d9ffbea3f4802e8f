"""Calls the official SDK as one line of JSON on standard input says, and writes what came of it as one line."""

import asyncio
import json
import sys

from azure.communication.callautomation import (
    CallAutomationClient,
    CommunicationUserIdentifier,
    PhoneNumberIdentifier,
)
from azure.communication.callautomation.aio import CallAutomationClient as AsyncCallAutomationClient
from azure.core.credentials import AzureKeyCredential
from azure.core.exceptions import HttpResponseError


def client_of(kind, script):
    if script.get("connectionString"):
        return kind.from_connection_string(script["connectionString"], connection_verify=script["trust"])
    return kind(script["endpoint"], AzureKeyCredential(script["key"]))


def call(client, step):
    options = {"headers": step["headers"]} if step.get("headers") else {}
    if step["operation"] == "redirect":
        kind = PhoneNumberIdentifier if step["target"].startswith("+") else CommunicationUserIdentifier
        return client.redirect_call(step["context"], kind(step["target"]), **options)
    return client.reject_call(step["context"], call_reject_reason=step["reason"], **options)


def returned(value):
    return {"returned": repr(value)}


def raised(error):
    return {
        "raised": type(error).__name__,
        "status": error.status_code,
        "code": error.error.code if error.error else None,
    }


def run(script):
    outcomes = []
    with client_of(CallAutomationClient, script) as client:
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


script = json.loads(sys.stdin.readline())
print(json.dumps(asyncio.run(run_async(script)) if script["flavour"] == "async" else run(script)))
