import com.azure.communication.callautomation.CallAutomationClient;
import com.azure.communication.callautomation.CallAutomationClientBuilder;
import com.azure.communication.callautomation.models.CallInvite;
import com.azure.communication.common.PhoneNumberIdentifier;
import com.azure.core.exception.HttpResponseException;
import com.azure.core.util.BinaryData;
import com.azure.core.util.serializer.TypeReference;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executors;

/**
 * Redirects incoming calls by the number that was called: an application with the official Java SDK.
 *
 * <p>Nothing in it knows of Divert. The connection string decides whether it talks to Divert or to Azure Communication
 * Services; which certificates it trusts is up to the JVM (javax.net.ssl.trustStore).
 */
public final class App {
    /** The number that was called, and where its calls go. Calls to any other number are rejected. */
    private static final Map<String, String> ROUTES =
        Map.of("+14255550100", "+14255550123", "+14255550101", "+14255550124");

    /** Answers that stay the same however often one asks, by their HTTP status. */
    private static final Map<Integer, String> FINAL = Map.of(
        404, "it is over: the caller hung up, or it rang too long", // 8522
        409, "it was decided otherwise by somebody else", // 8519
        400, "its context or its target is not valid"); // 8523

    /** Divert on this machine, with its development key. */
    private static final String LOCAL =
        "endpoint=https://localhost:7443/;accesskey=ZGl2ZXJ0LWRldmVsb3BtZW50LWtleS1sb29wYmFjay1vbmx5";

    private final CallAutomationClient client;

    /** Events are delivered at least once; each is acted on once. Several processes would keep the ids in a database. */
    private final Set<String> seen = Collections.synchronizedSet(Collections.newSetFromMap(
        new LinkedHashMap<String, Boolean>() {
            @Override
            protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
                return size() > 10_000;
            }
        }));

    private App(CallAutomationClient client) {
        this.client = client;
    }

    public static void main(String[] arguments) throws IOException {
        String connectionString = System.getenv().getOrDefault("ACS_CONNECTION_STRING", LOCAL);
        int port = Integer.parseInt(System.getenv().getOrDefault("PORT", "9090"));
        App app = new App(new CallAutomationClientBuilder().connectionString(connectionString).buildClient());

        HttpServer server = HttpServer.create(new InetSocketAddress("127.0.0.1", port), 0);
        server.createContext("/api/events", app::receive);
        server.setExecutor(Executors.newCachedThreadPool());
        server.start();
        System.out.println("Receiving events at http://127.0.0.1:" + server.getAddress().getPort() + "/api/events");
    }

    /** Takes the events of one request. */
    private void receive(HttpExchange exchange) throws IOException {
        List<Map<String, Object>> events = BinaryData.fromStream(exchange.getRequestBody())
            .toObject(new TypeReference<List<Map<String, Object>>>() { });
        int status = 200;
        byte[] answer = new byte[0];
        for (Map<String, Object> event : events) {
            String id = (String) event.get("id");
            Map<String, Object> data = object(event.get("data"));
            if ("Microsoft.EventGrid.SubscriptionValidationEvent".equals(event.get("eventType"))) {
                answer = BinaryData.fromObject(Map.of("validationResponse", data.get("validationCode"))).toBytes();
            } else if ("Microsoft.Communication.IncomingCall".equals(event.get("eventType")) && seen.add(id)) {
                if (!decide(data)) {
                    seen.remove(id);
                    status = 503; // Not delivered: the event comes again.
                }
            }
        }
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, answer.length == 0 ? -1 : answer.length);
        if (answer.length > 0) exchange.getResponseBody().write(answer);
        exchange.close();
    }

    /** Redirects or rejects a call. False: that failed, and may work later. */
    private boolean decide(Map<String, Object> call) {
        String name = (String) call.get("correlationId");
        String context = (String) call.get("incomingCallContext");
        Map<String, Object> number = object(object(call.get("to")).getOrDefault("phoneNumber", Map.of()));
        String called = (String) number.getOrDefault("value", "");
        String target = ROUTES.get(called);
        try {
            if (target != null) {
                // The second number would be the caller id; a redirect has none, and the SDK drops it.
                client.redirectCall(
                    context, new CallInvite(new PhoneNumberIdentifier(target), new PhoneNumberIdentifier(called)));
            } else {
                client.rejectCall(context);
            }
            System.out.println("call " + name + ": " + (target == null ? "rejected" : "redirected"));
            return true;
        } catch (HttpResponseException error) {
            int status = error.getResponse().getStatusCode();
            System.out.println("call " + name + ": " + FINAL.getOrDefault(status, error.getMessage()));
            return FINAL.containsKey(status);
        } catch (RuntimeException error) { // No answer at all.
            System.out.println("call " + name + ": " + error.getMessage());
            return false;
        }
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> object(Object value) {
        return (Map<String, Object>) value;
    }
}
