package dev.kiban.gateway.proxy;

import dev.kiban.runtime.http.Headers;

/// Header names and values that we write, in the form that is cheapest to send.
final class Names {
    static final CharSequence ACCEPT = Headers.ascii("accept");
    static final CharSequence ACCEPT_ENCODING = Headers.ascii("accept-encoding");
    static final CharSequence ALLOW = Headers.ascii("allow");
    static final CharSequence AUTHORIZATION = Headers.ascii("authorization");
    static final CharSequence B3 = Headers.ascii("b3");
    static final CharSequence CONNECTION = Headers.ascii("connection");
    static final CharSequence CONTENT_ENCODING = Headers.ascii("content-encoding");
    static final CharSequence CONTENT_LENGTH = Headers.ascii("content-length");
    static final CharSequence CONTENT_TYPE = Headers.ascii("content-type");
    static final CharSequence EXPECT = Headers.ascii("expect");
    static final CharSequence FORWARDED = Headers.ascii("forwarded");
    static final CharSequence GRPC_ACCEPT_ENCODING = Headers.ascii("grpc-accept-encoding");
    static final CharSequence GRPC_ENCODING = Headers.ascii("grpc-encoding");
    static final CharSequence GRPC_MESSAGE = Headers.ascii("grpc-message");
    static final CharSequence GRPC_RETRY_PUSHBACK = Headers.ascii("grpc-retry-pushback-ms");
    static final CharSequence GRPC_STATUS = Headers.ascii("grpc-status");
    static final CharSequence GRPC_STATUS_DETAILS = Headers.ascii("grpc-status-details-bin");
    static final CharSequence GRPC_TIMEOUT = Headers.ascii("grpc-timeout");
    static final CharSequence HOST = Headers.ascii("host");
    static final CharSequence RETRY_AFTER = Headers.ascii("retry-after");
    static final CharSequence TE = Headers.ascii("te");
    static final CharSequence TRACEPARENT = Headers.ascii("traceparent");
    static final CharSequence TRACESTATE = Headers.ascii("tracestate");
    static final CharSequence UPGRADE = Headers.ascii("upgrade");
    static final CharSequence TRANSFER_ENCODING = Headers.ascii("transfer-encoding");
    static final CharSequence USER_AGENT = Headers.ascii("user-agent");
    static final CharSequence VARY = Headers.ascii("vary");
    static final CharSequence WWW_AUTHENTICATE = Headers.ascii("www-authenticate");
    static final CharSequence X_API_KEY = Headers.ascii("x-api-key");
    static final CharSequence X_B3_PARENTSPANID = Headers.ascii("x-b3-parentspanid");
    static final CharSequence X_B3_SAMPLED = Headers.ascii("x-b3-sampled");
    static final CharSequence X_B3_SPANID = Headers.ascii("x-b3-spanid");
    static final CharSequence X_B3_TRACEID = Headers.ascii("x-b3-traceid");
    static final CharSequence X_FORWARDED_FOR = Headers.ascii("x-forwarded-for");
    static final CharSequence X_FORWARDED_HOST = Headers.ascii("x-forwarded-host");
    static final CharSequence X_FORWARDED_PROTO = Headers.ascii("x-forwarded-proto");
    static final CharSequence X_KIBAN_CALLER = Headers.ascii("x-kiban-caller");
    static final CharSequence X_KIBAN_MIRROR = Headers.ascii("x-kiban-mirror");
    static final CharSequence X_KIBAN_SCOPES = Headers.ascii("x-kiban-scopes");
    static final CharSequence X_KIBAN_SUBJECT = Headers.ascii("x-kiban-subject");

    static final CharSequence APPLICATION_GRPC = Headers.ascii("application/grpc");
    static final CharSequence APPLICATION_JSON = Headers.ascii("application/json");
    static final CharSequence GZIP = Headers.ascii("gzip");
    static final CharSequence HTTP = Headers.ascii("http");
    static final CharSequence HTTPS = Headers.ascii("https");
    static final CharSequence TRAILERS = Headers.ascii("trailers");

    private Names() {}
}
