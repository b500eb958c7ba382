package dev.kiban.gateway.proxy;

import dev.kiban.runtime.http.Headers;
import java.util.Locale;

/// Whether a request asks for a WebSocket (RFC 6455, 4.1).
final class Upgrade {
    static final String WEBSOCKET = "websocket";

    private Upgrade() {}

    /// One with a body does not: where it ends, and what comes next begins, could be read in two
    /// ways.
    static boolean isAskedBy(Request request) {
        Headers headers = request.headers();
        return !request.exchange().isHttp2()
                && request.exchange().method().equals("GET")
                && headers.get(Names.UPGRADE, "").strip().equalsIgnoreCase(WEBSOCKET)
                && isNamed(headers)
                && headers.get(Names.TRANSFER_ENCODING, "").isEmpty()
                && headers.get(Names.CONTENT_LENGTH, "0").equals("0");
    }

    private static boolean isNamed(Headers headers) {
        for (String value : headers.all(Names.CONNECTION)) {
            for (String token : value.split(",", -1)) {
                if (token.strip().toLowerCase(Locale.ROOT).equals("upgrade")) {
                    return true;
                }
            }
        }
        return false;
    }
}
