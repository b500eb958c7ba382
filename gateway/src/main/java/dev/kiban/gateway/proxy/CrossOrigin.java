package dev.kiban.gateway.proxy;

import dev.kiban.gateway.Preflight;
import dev.kiban.gateway.access.Cors;
import dev.kiban.runtime.http.Headers;
import dev.kiban.transcode.http.GrpcCode;
import java.util.TreeSet;

/// Tells browsers what pages of other origins may do.
final class CrossOrigin {
    private static final CharSequence ORIGIN = Headers.ascii("origin");
    private static final CharSequence REQUEST_METHOD =
            Headers.ascii("access-control-request-method");
    private static final CharSequence ALLOW_ORIGIN = Headers.ascii("access-control-allow-origin");
    private static final CharSequence ALLOW_CREDENTIALS =
            Headers.ascii("access-control-allow-credentials");
    private static final CharSequence ALLOW_METHODS = Headers.ascii("access-control-allow-methods");
    private static final CharSequence ALLOW_HEADERS = Headers.ascii("access-control-allow-headers");
    private static final CharSequence EXPOSE_HEADERS =
            Headers.ascii("access-control-expose-headers");
    private static final CharSequence MAX_AGE = Headers.ascii("access-control-max-age");
    private static final CharSequence TRUE = Headers.ascii("true");
    private static final int NO_CONTENT = 204;

    private static final Failure FOREIGN =
            Failure.of(
                    GrpcCode.PERMISSION_DENIED,
                    "pages of this origin may not call: 'cors' does not name it");

    private CrossOrigin() {}

    /// Says on the answer, whatever it will be, who may read it.
    static void tell(Request request, Cors cors) {
        if (!cors.speaks()) {
            return;
        }
        request.speaksFor(cors);
        Headers headers = request.exchange().headers();
        if (grant(request, cors) && !cors.exposedHeaders().isEmpty()) {
            headers.set(EXPOSE_HEADERS, cors.exposedHeaders());
        }
    }

    /// Whether the request asks for leave to send another one. The method of that one is in
    /// [#requestedMethod].
    static boolean isPreflight(Request request) {
        return request.exchange().method().equals("OPTIONS")
                && request.headers().has(ORIGIN)
                && request.headers().has(REQUEST_METHOD);
    }

    static String requestedMethod(Request request) {
        return request.headers().get(REQUEST_METHOD, "");
    }

    /// Answers in place of the service: it is not asked, and neither is who calls, since browsers
    /// send nothing along that could tell.
    static void answer(Request request, Preflight preflight) {
        Cors cors = preflight.cors();
        if (!grant(request, cors)) {
            Answers.status(request, FOREIGN);
            return;
        }
        Headers headers = request.exchange().headers();
        headers.set(ALLOW_METHODS, String.join(", ", new TreeSet<>(preflight.methods())));
        headers.set(ALLOW_HEADERS, cors.headers());
        headers.set(MAX_AGE, cors.maxAgeSeconds());
        request.exchange().status(NO_CONTENT);
        request.answers(NO_CONTENT);
        request.exchange().end();
        request.end();
    }

    /// Whether the page that asks may read the answer; if so, the answer says it.
    private static boolean grant(Request request, Cors cors) {
        Headers headers = request.exchange().headers();
        if (cors.varies()) {
            headers.add(Names.VARY, ORIGIN);
        }
        String origin = request.headers().get(ORIGIN, "");
        String granted = origin.isEmpty() ? "" : cors.granted(origin);
        if (granted.isEmpty()) {
            return false;
        }
        headers.set(ALLOW_ORIGIN, granted);
        if (cors.credentials()) {
            headers.set(ALLOW_CREDENTIALS, TRUE);
        }
        return true;
    }
}
