package dev.kiban.app.run;

import dev.kiban.app.option.ApiAddress;
import dev.kiban.kernel.Json;
import dev.kiban.kernel.Json.JsonBoolean;
import dev.kiban.kernel.Json.JsonNumber;
import dev.kiban.kernel.Json.JsonObject;
import dev.kiban.kernel.Json.JsonText;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;

/// The calls of `RunService`, over HTTP and without protobuf, so that it starts soon.
///
/// All calls of one run have one `ask`, so that each can be repeated.
final class RunCalls {
    private static final int OK = 200;
    private static final int MAY_PASS = 500;
    private static final int TOO_MANY = 429;

    private final ApiAddress api;
    private final RunTerms terms;
    private final UUID ask;

    RunCalls(ApiAddress api, RunTerms terms, UUID ask) {
        this.api = api;
        this.terms = terms;
        this.ask = ask;
    }

    /// What a call was told.
    sealed interface Told {}

    /// We may run, or go on.
    ///
    /// @param slot as the API writes it
    record Held(String fence, String slot) implements Told {}

    /// Another one runs.
    ///
    /// @param by which
    record Busy(String by) implements Told {}

    /// The slot was run, or this run is over.
    record Done(boolean succeeded, String by) implements Told {}

    /// The API says no, and will say so again.
    record Refused(String why) implements Told {}

    /// Nobody knows; it may be otherwise in a moment.
    record NoAnswer(String why) implements Told {}

    /// May we run?
    Told begin(String holder, Duration patience) {
        Map<String, Json> request = request();
        request.put("job", Json.text(terms.job()));
        request.put("slot", Json.text(terms.slot()));
        request.put("holder", Json.text(holder));
        request.put(
                "lease",
                Json.text(
                        "%d.%03ds"
                                .formatted(
                                        terms.lease().toSeconds(), terms.lease().toMillisPart())));
        request.put("overlap", Json.bool(terms.overlap()));
        request.put("retryFailed", Json.bool(terms.retryFailed()));
        request.put("force", Json.text(terms.force()));
        terms.expectWithin()
                .ifPresent(time -> request.put("expectWithin", Json.text(time.toSeconds() + "s")));
        return call("/api/v1/runs", request, patience);
    }

    /// May we go on?
    Told renew(Duration patience) {
        return call("/api/v1/runs/%s:renew".formatted(terms.job()), request(), patience);
    }

    /// That is how it ended.
    Told end(int exit, String tail, Duration patience) {
        Map<String, Json> request = request();
        request.put("exit", Json.number(exit));
        request.put("tail", Json.text(tail));
        return call("/api/v1/runs/%s:end".formatted(terms.job()), request, patience);
    }

    private Map<String, Json> request() {
        Map<String, Json> request = new LinkedHashMap<>();
        request.put("team", Json.text(terms.team()));
        request.put("ask", Json.text(ask.toString()));
        return request;
    }

    private Told call(String path, Map<String, Json> request, Duration patience) {
        Map<String, String> headers = Map.of("Authorization", "Bearer " + api.token());
        try {
            HttpCall.Reply reply =
                    new HttpCall("POST", api.url().resolve(path), headers)
                            .send(Json.object(request).print(), patience);
            return told(reply.status(), reply.text());
        } catch (IOException e) {
            return new NoAnswer("nothing answers at %s (%s)".formatted(api.url(), e));
        }
    }

    private Told told(int status, String text) {
        JsonObject answer = object(text);
        if (status == OK) {
            return told(answer);
        }
        String why = text(answer, "message");
        String said = why.isEmpty() ? "not as the API does" : why;
        return status >= MAY_PASS || status == TOO_MANY
                ? new NoAnswer("%s answers %d: %s".formatted(api.url(), status, said))
                : new Refused("%s answers %d: %s".formatted(api.url(), status, said));
    }

    /// An answer is a run, or has one.
    private static Told told(JsonObject answer) {
        JsonObject run = answer.members().get("run") instanceof JsonObject inner ? inner : answer;
        boolean goesOn = answer.members().get("held") instanceof JsonBoolean(boolean held) && held;
        return switch (text(answer, "answer")) {
            case "HELD" -> new Held(text(run, "fence"), text(run, "slot"));
            case "BUSY" -> new Busy(described(run));
            default ->
                    goesOn
                            ? new Held(text(run, "fence"), text(run, "slot"))
                            : new Done(text(run, "state").equals("SUCCEEDED"), described(run));
        };
    }

    private static String described(JsonObject run) {
        String slot = text(run, "slot");
        return "run %s%s, %s, begun %s by %s at %s"
                .formatted(
                        text(run, "fence"),
                        slot.isEmpty() ? "" : " of slot " + slot,
                        text(run, "state").toLowerCase(Locale.ROOT),
                        text(run, "began"),
                        text(run, "by"),
                        text(run, "holder"));
    }

    private static JsonObject object(String text) {
        try {
            if (Json.read(text) instanceof JsonObject object) {
                return object;
            }
        } catch (IllegalArgumentException e) {
            // somebody else answers there
        }
        return new JsonObject(Map.of());
    }

    private static String text(JsonObject of, String name) {
        return switch (of.members().get(name)) {
            case JsonText(String value) -> value;
            case JsonNumber(long value) -> String.valueOf(value);
            case null, default -> "";
        };
    }
}
