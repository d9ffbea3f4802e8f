"""Tests of the application in ../python against a real server. No phone, no account, no network."""

import pytest
from app import ROUTES, Redirector
from azure.communication.callautomation import CallAutomationClient


@pytest.fixture
def client(divert):
    """The official SDK, unchanged: the connection string and the trusted CA are all that is special."""
    with CallAutomationClient.from_connection_string(divert.connection_string, connection_verify=divert.ca) as client:
        yield client


@pytest.fixture
def application(client, webhook):
    """The application under test receives the events of the webhook."""
    application = Redirector(client, ROUTES)
    webhook.receive = application.receive
    return application


def test_a_listed_number_is_redirected(divert, application):
    ringing = divert.simulate("+14255550199", "+14255550100")

    call = divert.call(ringing["id"])

    assert call["state"] == "redirected"
    assert call["decision"]["target"]["phoneNumber"]["value"] == "+14255550123"


def test_any_other_number_is_rejected(divert, application):
    ringing = divert.simulate("+14255550199", "+14255550177")

    assert divert.call(ringing["id"])["state"] == "rejected"


def test_an_event_that_comes_twice_is_acted_on_once(divert, application, webhook, monkeypatch):
    ringing = divert.simulate("+14255550199", "+14255550100")
    assert divert.call(ringing["id"])["state"] == "redirected"

    monkeypatch.setattr(application, "decide", lambda call: pytest.fail("it decided again"))

    assert application.receive([webhook.event()]) == (200, None)


def test_a_caller_who_hung_up_is_no_failure(divert, client, webhook, capsys):
    ringing = divert.simulate("+14255550199", "+14255550100", callerDisplayName="Alice")
    event = webhook.event()  # Nobody listens to the webhook in this test: the call rings on.
    assert event["data"]["callerDisplayName"] == "Alice"
    divert.request("POST", f"/divert/calls/{ringing['id']}:hangup", {})

    assert Redirector(client, ROUTES).receive([event]) == (200, None)
    assert "the caller hung up" in capsys.readouterr().out
