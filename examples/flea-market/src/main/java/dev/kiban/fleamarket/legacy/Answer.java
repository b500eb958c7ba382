package dev.kiban.fleamarket.legacy;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.util.Map;

/// What one request gets back: everything in an envelope, as the mobile app of 2013 expects it.
record Answer(int status, Map<String, String> headers, String body) {

    Answer {
        headers = Map.copyOf(headers);
    }

    static Answer ok(Json.Value data) {
        return json(200, Json.object("result", "OK", "data", data));
    }

    static Answer failed(int status, String code, String message) {
        return json(status, Json.object("result", "NG", "errCd", code, "errMsg", message));
    }

    static Answer html(String body) {
        return new Answer(200, Map.of("Content-Type", "text/html; charset=UTF-8"), body + "\n");
    }

    static Answer seeOther(String location, String cookie) {
        return new Answer(303, Map.of("Location", location, "Set-Cookie", cookie + "; Path=/"), "");
    }

    private static Answer json(int status, Json.Value value) {
        Map<String, String> headers = Map.of("Content-Type", "application/json; charset=UTF-8");
        return new Answer(status, headers, value + "\n");
    }

    void send(HttpExchange exchange) throws IOException {
        headers.forEach(exchange.getResponseHeaders()::set);
        byte[] bytes = body.getBytes(UTF_8);
        if (exchange.getRequestMethod().equals("HEAD") || bytes.length == 0) {
            exchange.sendResponseHeaders(status, -1);
            return;
        }
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }
}
