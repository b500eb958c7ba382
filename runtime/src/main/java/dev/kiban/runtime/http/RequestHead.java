package dev.kiban.runtime.http;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What HTTP/1.1 asks of the head of a request beyond what its parser checks (RFC 9112, 3.2 and
/// 6.1). Two servers that read such a head differently would see two different requests.
final class RequestHead {
    private static final String CHUNKED = "chunked";
    private static final boolean[] IN_HOST = inHost();

    private RequestHead() {}

    static boolean isSound(HttpServerRequest request) {
        if (request.version() == HttpVersion.HTTP_2) {
            return true;
        }
        MultiMap headers = request.headers();
        return !headers.contains("")
                && hasOneHost(headers.getAll(HttpHeaders.HOST), request.version())
                && isReadable(headers.get(HttpHeaders.TRANSFER_ENCODING));
    }

    /// HTTP/1.0 knows no hosts.
    private static boolean hasOneHost(List<String> hosts, HttpVersion version) {
        return switch (hosts.size()) {
            case 0 -> version == HttpVersion.HTTP_1_0;
            case 1 -> isHost(hosts.getFirst());
            default -> false;
        };
    }

    /// Any other coding would have to be decoded here, as it ends here.
    private static boolean isReadable(@Nullable String transferEncoding) {
        return transferEncoding == null || transferEncoding.equalsIgnoreCase(CHUNKED);
    }

    private static boolean isHost(String host) {
        for (int i = 0; i < host.length(); i++) {
            char c = host.charAt(i);
            if (c >= IN_HOST.length || !IN_HOST[c]) {
                return false;
            }
        }
        return true;
    }

    /// A host and a port (RFC 3986, 3.2), without user information.
    private static boolean[] inHost() {
        boolean[] allowed = new boolean[0x80];
        for (char c = '0'; c < allowed.length; c++) {
            allowed[c] = Character.isLetterOrDigit(c);
        }
        for (char c : "-._~%!$&'()*+,;=:[]".toCharArray()) {
            allowed[c] = true;
        }
        return allowed;
    }
}
