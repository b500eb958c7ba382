package dev.kiban.runtime.http;

import dev.kiban.runtime.http.wire.AnswerWriter;
import dev.kiban.runtime.http.wire.RequestHead;
import io.vertx.core.http.HttpHeaders;

/// The answer to a request of HTTP/1.1, and how its client can tell where it ends (RFC 9112, 6.3).
final class Http1Answer {
    private static final int OK = 200;
    private static final int NO_CONTENT = 204;
    private static final int NOT_MODIFIED = 304;
    private static final byte[] NOTHING = {};

    private enum End {
        AT_HEAD,
        BY_LENGTH,
        BY_CHUNKS,
        BY_CONNECTION
    }

    private final AnswerWriter out;
    private final RequestHead request;
    private final HeaderList headers = new HeaderList();
    private int status = OK;
    private End end = End.AT_HEAD;

    /// Of the length that was said; below zero if there are more.
    private long unsentBytes;

    Http1Answer(AnswerWriter out, RequestHead request) {
        this.out = out;
        this.request = request;
    }

    void status(int status) {
        this.status = status;
    }

    HeaderList headers() {
        return headers;
    }

    /// Whether the client can tell the end only by the end of the connection.
    boolean needsClose() {
        return end == End.BY_CONNECTION || unsentBytes != 0;
    }

    /// Puts the head of an answer together whose length is not known.
    void head(boolean last) {
        headers.remove(HttpHeaders.TRANSFER_ENCODING);
        String length = headers.get(HttpHeaders.CONTENT_LENGTH, "");
        if (isBodiless()) {
            end = End.AT_HEAD;
        } else if (!length.isEmpty()) {
            end = End.BY_LENGTH;
            unsentBytes = Long.parseLong(length);
        } else {
            end = request.hasChunks() ? End.BY_CHUNKS : End.BY_CONNECTION;
        }
        fields();
        if (end == End.BY_CHUNKS) {
            out.chunked();
        }
        connection(last || end == End.BY_CONNECTION);
    }

    /// Puts the head of an answer together whose whole body is there.
    void head(boolean last, long bodyBytes) {
        if (headers.has(HttpHeaders.CONTENT_LENGTH)) {
            head(last);
            return;
        }
        headers.remove(HttpHeaders.TRANSFER_ENCODING);
        fields();
        if (saysLength(bodyBytes)) {
            out.contentLength(bodyBytes);
        }
        if (!isBodiless()) {
            end = End.BY_LENGTH;
            unsentBytes = bodyBytes;
        }
        connection(last);
    }

    /// Puts the head of an answer together behind which something else than HTTP is spoken.
    void switching() {
        headers.remove(HttpHeaders.TRANSFER_ENCODING);
        end = End.BY_CONNECTION;
        fields();
        out.upgrade();
        out.endHead();
    }

    void send(byte[] bytes, int from, int to) {
        switch (end) {
            case AT_HEAD -> out.send(NOTHING, 0, 0);
            case BY_CHUNKS -> out.sendChunk(bytes, from, to);
            case BY_CONNECTION -> out.send(bytes, from, to);
            case BY_LENGTH -> {
                int part = Math.clamp(unsentBytes, 0, to - from);
                unsentBytes -= to - from;
                out.send(bytes, from, from + part);
            }
        }
    }

    void sendLast(byte[] bytes, int from, int to) {
        send(bytes, from, to);
        if (end == End.BY_CHUNKS) {
            out.sendLastChunk();
        }
    }

    private void fields() {
        headers.remove(HttpHeaders.CONNECTION);
        if (isWithoutLength()) {
            headers.remove(HttpHeaders.CONTENT_LENGTH);
        }
        out.head(status, headers);
    }

    private void connection(boolean last) {
        if (last) {
            out.close();
        } else if (!request.hasChunks()) {
            out.keepAlive();
        }
        out.endHead();
    }

    /// To `HEAD`, a length is that of the body which `GET` would get: if there is none here, nobody
    /// knows it (RFC 9110, 8.6).
    private boolean saysLength(long bodyBytes) {
        return !isBodiless() || (isHead() && bodyBytes > 0 && !isWithoutBody());
    }

    private boolean isBodiless() {
        return isWithoutBody() || isHead();
    }

    private boolean isHead() {
        return "HEAD".equals(request.method());
    }

    private boolean isWithoutBody() {
        return isWithoutLength() || status == NOT_MODIFIED;
    }

    private boolean isWithoutLength() {
        return status < OK || status == NO_CONTENT;
    }
}
