package dev.kiban.runtime.http;

import dev.kiban.runtime.http.wire.AnswerWriter;
import dev.kiban.runtime.http.wire.RequestHead;
import io.vertx.core.http.HttpHeaders;

/// An exchange on a connection of HTTP/1.1.
final class Http1Exchange extends ClientExchange {
    private static final byte[] NOTHING = {};

    private final Http1Client connection;
    private final AnswerWriter out;
    private final RequestHead request;
    private final HeaderList requestHeaders;
    private final Http1Answer answer;
    private boolean headSent;
    private boolean paused;
    private boolean requestEnded;
    private boolean endTold;
    private boolean switched;

    /// Of the answer, handed in with its end.
    private int lastBytes;

    Http1Exchange(
            Http1Client connection,
            AnswerWriter out,
            RequestHead request,
            HeaderList requestHeaders) {
        super(connection);
        this.connection = connection;
        this.out = out;
        this.request = request;
        this.requestHeaders = requestHeaders;
        this.answer = new Http1Answer(out, request);
    }

    @Override
    public String method() {
        return request.method();
    }

    @Override
    public String target() {
        return request.target();
    }

    @Override
    public String authority() {
        return requestHeaders.get(HttpHeaders.HOST, "");
    }

    @Override
    public boolean isHttp2() {
        return false;
    }

    @Override
    public boolean isSecure() {
        return connection.isSecure();
    }

    @Override
    public Headers requestHeaders() {
        return requestHeaders;
    }

    @Override
    public void pause() {
        paused = true;
    }

    @Override
    public void resume() {
        if (paused) {
            paused = false;
            connection.goOn();
            tellEnd();
        }
    }

    @Override
    public void sendContinue() {
        if (isOpen() && !headSent && request.hasChunks()) {
            out.sendContinue();
        }
    }

    @Override
    public void status(int status) {
        answer.status(status);
    }

    @Override
    public Headers headers() {
        return answer.headers();
    }

    @Override
    public Headers trailers() {
        return new HeaderList();
    }

    @Override
    public void sendHead() {
        if (isOpen() && !headSent) {
            answer.head(begin());
            answer.send(NOTHING, 0, 0);
        }
    }

    @Override
    public void switchProtocols() {
        if (isOpen() && !headSent) {
            headSent = true;
            switched = true;
            answer.switching();
            answer.send(NOTHING, 0, 0);
            connection.goOn();
        }
    }

    @Override
    public void write(byte[] bytes, int from, int to) {
        if (isOpen()) {
            if (!headSent) {
                answer.head(begin());
            }
            answer.send(bytes, from, to);
        }
    }

    @Override
    public boolean isFull() {
        if (!isOpen() || connection.isWritable()) {
            return false;
        }
        connection.all().waits(this, 0);
        return true;
    }

    @Override
    public void end() {
        end(NOTHING, 0, 0);
    }

    @Override
    public void end(byte[] bytes, int from, int to) {
        if (!isOpen()) {
            return;
        }
        if (!headSent) {
            answer.head(begin(), to - from);
        }
        answer.sendLast(bytes, from, to);
        lastBytes = to - from;
        answered();
        connection.answered(this, answer.needsClose());
    }

    @Override
    public boolean isHeadSent() {
        return headSent;
    }

    @Override
    void cut() {
        connection.close();
    }

    /// Its client has not taken all of the answer at once.
    void awaitClient() {
        connection.all().waits(this, lastBytes);
    }

    /// Whether its body may be read on.
    boolean takes() {
        return !paused && (switched || !requestEnded);
    }

    /// Whether what comes is no HTTP any more.
    boolean isSwitched() {
        return switched;
    }

    boolean isBodyUnread() {
        return request.hasBody() && !requestEnded;
    }

    void requestEnded() {
        requestEnded = true;
        tellEnd();
    }

    /// Says whether this answer is the last one of its connection, as far as its head can tell.
    private boolean begin() {
        headSent = true;
        boolean last = isBodyUnread() || connection.isLast(request);
        if (last) {
            connection.ending();
        }
        return last;
    }

    /// A paused exchange does not hear of the end either.
    private void tellEnd() {
        if (requestEnded && !paused && !endTold) {
            endTold = true;
            receivedAll();
        }
    }
}
