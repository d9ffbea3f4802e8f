// Redirects incoming calls by the number that was called: an application with the official .NET SDK.
//
// Nothing in it knows of Divert. The connection string decides whether it talks to Divert or to Azure Communication
// Services; which certificates it trusts is up to the system (SSL_CERT_FILE on Linux).

using System.Collections.Concurrent;
using System.Text.Json;
using Azure;
using Azure.Communication;
using Azure.Communication.CallAutomation;

// The number that was called, and where its calls go. Calls to any other number are rejected.
var routes = new Dictionary<string, string>
{
    ["+14255550100"] = "+14255550123",
    ["+14255550101"] = "+14255550124",
};

// Answers that stay the same however often one asks.
var final = new Dictionary<string, string>
{
    ["8522"] = "it is over: the caller hung up, or it rang too long",
    ["8519"] = "it was decided otherwise by somebody else",
    ["8523"] = "its context or its target is not valid",
};

// Divert on this machine, with its development key.
const string local =
    "endpoint=https://localhost:7443/;accesskey=ZGl2ZXJ0LWRldmVsb3BtZW50LWtleS1sb29wYmFjay1vbmx5";
var client = new CallAutomationClient(Environment.GetEnvironmentVariable("ACS_CONNECTION_STRING") ?? local);

// Events are delivered at least once; each is acted on once. Several processes would keep the ids in a database.
var seen = new ConcurrentDictionary<string, bool>();
var order = new ConcurrentQueue<string>();

bool IsNew(string id)
{
    if (!seen.TryAdd(id, true)) return false;
    order.Enqueue(id);
    if (order.Count > 10_000 && order.TryDequeue(out var oldest)) seen.TryRemove(oldest, out _);
    return true;
}

// Redirects or rejects a call. False: that failed, and may work later.
async Task<bool> Decide(JsonElement call)
{
    var name = call.GetProperty("correlationId").GetString();
    var context = call.GetProperty("incomingCallContext").GetString()!;
    var called = call.GetProperty("to").TryGetProperty("phoneNumber", out var number)
        ? number.GetProperty("value").GetString()! : "";
    try
    {
        if (routes.TryGetValue(called, out var target))
        {
            // The second number would be the caller id; a redirect has none, and the SDK drops it.
            var invite = new CallInvite(new PhoneNumberIdentifier(target), new PhoneNumberIdentifier(called));
            await client.RedirectCallAsync(context, invite);
        }
        else
        {
            await client.RejectCallAsync(context);
        }
        Console.WriteLine($"call {name}: {(target is null ? "rejected" : "redirected")}");
        return true;
    }
    catch (Exception error) when (error is RequestFailedException or AggregateException) // The latter: no answer at all.
    {
        var isFinal = final.TryGetValue((error as RequestFailedException)?.ErrorCode ?? "", out var meaning);
        Console.WriteLine($"call {name}: {meaning ?? error.Message}");
        return isFinal;
    }
}

var app = WebApplication.CreateBuilder(args).Build();

app.MapPost("/api/events", async (HttpRequest request) =>
{
    using var events = await JsonDocument.ParseAsync(request.Body);
    foreach (var item in events.RootElement.EnumerateArray())
    {
        var id = item.GetProperty("id").GetString()!;
        var type = item.GetProperty("eventType").GetString();
        var data = item.GetProperty("data");
        if (type == "Microsoft.EventGrid.SubscriptionValidationEvent")
        {
            return Results.Ok(new { validationResponse = data.GetProperty("validationCode").GetString() });
        }
        if (type == "Microsoft.Communication.IncomingCall" && IsNew(id) && !await Decide(data))
        {
            seen.TryRemove(id, out _);
            return Results.StatusCode(503); // Not delivered: the event comes again.
        }
    }
    return Results.Ok();
});

app.Run($"http://127.0.0.1:{Environment.GetEnvironmentVariable("PORT") ?? "9090"}");
