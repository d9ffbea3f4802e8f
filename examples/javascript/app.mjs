// Redirects incoming calls by the number that was called: an application with the official JavaScript SDK.
//
// Nothing in it knows of Divert. The connection string decides whether it talks to Divert or to Azure Communication
// Services; which further certificates it trusts is up to the environment (NODE_EXTRA_CA_CERTS).

import { createServer } from "node:http";
import { CallAutomationClient } from "@azure/communication-call-automation";

// The number that was called, and where its calls go. Calls to any other number are rejected.
const routes = new Map([
  ["+14255550100", "+14255550123"],
  ["+14255550101", "+14255550124"],
]);

// Answers that stay the same however often one asks.
const final = new Map([
  ["8522", "it is over: the caller hung up, or it rang too long"],
  ["8519", "it was decided otherwise by somebody else"],
  ["8523", "its context or its target is not valid"],
]);

// Divert on this machine, with its development key.
const local = "endpoint=https://localhost:7443/;accesskey=ZGl2ZXJ0LWRldmVsb3BtZW50LWtleS1sb29wYmFjay1vbmx5";
const client = new CallAutomationClient(process.env.ACS_CONNECTION_STRING ?? local);

// Events are delivered at least once; each is acted on once. Several processes would keep the ids in a database.
const seen = new Set();

function isNew(id) {
  if (seen.has(id)) return false;
  seen.add(id);
  if (seen.size > 10_000) seen.delete(seen.values().next().value);
  return true;
}

/** Redirects or rejects a call. False: that failed, and may work later. */
async function decide(call) {
  const { correlationId, incomingCallContext, to } = call;
  const target = routes.get(to.phoneNumber?.value);
  try {
    if (target) {
      await client.redirectCall(incomingCallContext, { targetParticipant: { phoneNumber: target } });
    } else {
      await client.rejectCall(incomingCallContext);
    }
    console.log(`call ${correlationId}: ${target ? "redirected" : "rejected"}`);
    return true;
  } catch (error) {
    console.log(`call ${correlationId}: ${final.get(error.code) ?? error.message}`);
    return final.has(error.code);
  }
}

/** Takes the events of one request; returns the status to answer, and what to answer with it. */
async function receive(events) {
  for (const event of events) {
    if (event.eventType === "Microsoft.EventGrid.SubscriptionValidationEvent") {
      return [200, { validationResponse: event.data.validationCode }];
    }
    if (event.eventType === "Microsoft.Communication.IncomingCall" && isNew(event.id)) {
      if (!(await decide(event.data))) {
        seen.delete(event.id);
        return [503]; // Not delivered: the event comes again.
      }
    }
  }
  return [200];
}

const server = createServer(async (request, response) => {
  try {
    let body = "";
    for await (const piece of request.setEncoding("utf8")) body += piece;
    const [status, answer] = await receive(JSON.parse(body));
    response.writeHead(status, { "Content-Type": "application/json" });
    response.end(answer && JSON.stringify(answer));
  } catch (error) {
    console.log(`not an event: ${error.message}`);
    response.writeHead(400).end();
  }
});

server.listen(Number(process.env.PORT ?? 9090), "127.0.0.1", () => {
  console.log(`Receiving events at http://127.0.0.1:${server.address().port}/api/events`);
});
