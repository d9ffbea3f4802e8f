"""Makes calls of the official identity SDK, and redirects with the tokens that it was given.

The first line of JSON on standard input says how to reach the server; each further line is a call, and what came of it is
written as one line.
"""

import asyncio
import json
import sys
import time
from datetime import datetime, timedelta, timezone

from azure.communication.callautomation import CallAutomationClient, PhoneNumberIdentifier
from azure.communication.callautomation.aio import CallAutomationClient as AsyncCallAutomationClient
from azure.communication.identity import CommunicationIdentityClient, CommunicationUserIdentifier
from azure.communication.identity.aio import CommunicationIdentityClient as AsyncCommunicationIdentityClient
from azure.core.credentials import AccessToken
from azure.core.exceptions import HttpResponseError


class StaticCredential:
    """A token credential that hands out what it was given, as an application would for a user access token."""

    def __init__(self, token):
        self.token = AccessToken(token, int(time.time()) + 3600)

    def get_token(self, *scopes, **options):
        return self.token


class AsyncStaticCredential(StaticCredential):
    async def get_token(self, *scopes, **options):
        return self.token

    async def close(self):
        pass

    async def __aenter__(self):
        return self

    async def __aexit__(self, *error):
        pass


def call(client, step):
    user = CommunicationUserIdentifier(step["user"]) if step.get("user") else None
    options = {"token_expires_in": step["lifetime"]} if step.get("lifetime") else {}
    match step["operation"]:
        case "create user":
            return client.create_user()
        case "create user and token":
            return client.create_user_and_token(step["scopes"], **options)
        case "get token":
            return client.get_token(user, step["scopes"], **options)
        case "revoke tokens":
            return client.revoke_tokens(user)
        case "delete user":
            return client.delete_user(user)
        case "exchange":
            return client.get_token_for_teams_user("token", "app", "user")


def redirect(client, step):
    return client.redirect_call(step["context"], PhoneNumberIdentifier(step["target"]))


def seconds(moment):
    """The SDK passes on the text of the answer, 2026-03-12T08:00:00.0000000+00:00."""
    return datetime.fromisoformat(moment[:19]).replace(tzinfo=timezone.utc).timestamp()


def described(value):
    if value is None:
        return {"returned": "None"}
    if isinstance(value, CommunicationUserIdentifier):
        return {"user": value.properties["id"]}
    if hasattr(value, "token"):
        return {"token": value.token, "expiresOn": seconds(value.expires_on)}
    user, token = value
    return described(user) | described(token)


def raised(error):
    return {"raised": type(error).__name__, "status": error.status_code, "code": error.error.code if error.error else None}


def lifetimes(step):
    """Minutes travel as numbers; the SDK wants a duration."""
    return step | {"lifetime": timedelta(minutes=step["minutes"])} if step.get("minutes") else step


def run(script):
    options = {"connection_verify": script["trust"]}
    client = CommunicationIdentityClient.from_connection_string(script["connectionString"], **options)
    for line in sys.stdin:
        step = lifetimes(json.loads(line))
        try:
            if step["operation"] == "redirect":
                credential = StaticCredential(step["token"])
                with CallAutomationClient(script["endpoint"], credential, **options) as calls:
                    outcome = described(redirect(calls, step))
            else:
                outcome = described(call(client, step))
        except HttpResponseError as error:
            outcome = raised(error)
        print(json.dumps(outcome), flush=True)


async def run_async(script):
    options = {"connection_verify": script["trust"]}
    async with AsyncCommunicationIdentityClient.from_connection_string(
        script["connectionString"], **options
    ) as client:
        for line in sys.stdin:
            step = lifetimes(json.loads(line))
            try:
                if step["operation"] == "redirect":
                    credential = AsyncStaticCredential(step["token"])
                    async with AsyncCallAutomationClient(script["endpoint"], credential, **options) as calls:
                        outcome = described(await redirect(calls, step))
                else:
                    outcome = described(await call(client, step))
            except HttpResponseError as error:
                outcome = raised(error)
            print(json.dumps(outcome), flush=True)


script = json.loads(sys.stdin.readline())
asyncio.run(run_async(script)) if script["flavour"] == "async" else run(script)
