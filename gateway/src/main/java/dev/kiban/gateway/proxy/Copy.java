package dev.kiban.gateway.proxy;

import dev.kiban.gateway.RequestLog.Copied;
import dev.kiban.gateway.Target;
import dev.kiban.gateway.balance.Attempts;
import dev.kiban.gateway.balance.Caller;
import dev.kiban.gateway.balance.Repeats;
import dev.kiban.gateway.proxy.Way.LoopBackend;
import dev.kiban.kernel.ServiceName;
import dev.kiban.runtime.http.Call;
import dev.kiban.runtime.http.CallFault;
import dev.kiban.runtime.http.Deadlines.Deadline;
import dev.kiban.runtime.http.Headers;
import dev.kiban.transcode.Refusal;
import org.jspecify.annotations.Nullable;

/// A copy of a request that has been answered, for a mirror. Whatever becomes of it, nobody is
/// told; its answer is read and dropped.
final class Copy implements Caller {
    private static final String YES = "1";

    private final Request request;
    private final Target target;
    private final LoopBackend mirror;
    private final Content content;
    private @Nullable Copies copies;
    private @Nullable Attempts attempts;
    private @Nullable Deadline deadline;
    private long answered;
    private boolean over;

    Copy(Request request, Target target, LoopBackend mirror, Content content) {
        this.request = request;
        this.target = target;
        this.mirror = mirror;
        this.content = content;
    }

    /// What is copied.
    interface Content {

        /// Whether all of it is known.
        boolean isWhole();

        /// Fills in the head of the call.
        void ask(Call call);

        /// All of the body.
        byte[] body();
    }

    /// Whether all of the request is known. What was passed on without being kept is not.
    boolean isWhole() {
        return content.isWhole();
    }

    ServiceName service() {
        return target.service();
    }

    String backend() {
        return mirror.backend().name();
    }

    int bytes() {
        return content.body().length;
    }

    void begin(Copies all) {
        copies = all;
        request.plan().hold();
        deadline = request.gateway().deadlines().after(target.timeout(), this::expire);
        Attempts sending =
                mirror.upstream().attempts(this, Repeats.of(target, request.exchange().method()));
        attempts = sending;
        sending.begin();
    }

    private void expire() {
        cancel(Copied.FAILED);
    }

    private void cancel(Copied result) {
        if (attempts != null) {
            attempts.cancel();
        }
        end(result);
    }

    private void end(Copied result) {
        if (over) {
            return;
        }
        over = true;
        if (deadline != null) {
            deadline.cancel();
        }
        if (copies != null) {
            copies.ended(this, result);
        }
        request.plan().release();
    }

    @Override
    public boolean isWaiting() {
        return !over;
    }

    @Override
    public boolean isRepeatable() {
        return false;
    }

    @Override
    public void ready(Call ready) {
        try {
            content.ask(ready);
        } catch (Refusal refusal) {
            cancel(Copied.FAILED);
            return;
        }
        ready.headers().set(Names.X_KIBAN_MIRROR, YES);
        byte[] body = content.body();
        if (body.length == 0) {
            ready.end();
        } else {
            ready.end(body, 0, body.length);
        }
    }

    @Override
    public void refused(CallFault fault) {
        end(Copied.FAILED);
    }

    @Override
    public void head(int status, Headers headers) {}

    /// What is answered is for nobody; a mirror that says too much is not listened to.
    @Override
    public void bytes(byte[] bytes, int from, int to) {
        answered += to - from;
        if (answered > target.limits().responseBytes()) {
            cancel(Copied.SENT);
        }
    }

    @Override
    public void ended(Headers trailers) {
        end(Copied.SENT);
    }

    @Override
    public void writable() {}

    @Override
    public void failed(CallFault fault) {
        end(Copied.FAILED);
    }
}
