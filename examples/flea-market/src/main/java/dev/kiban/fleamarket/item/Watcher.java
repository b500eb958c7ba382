package dev.kiban.fleamarket.item;

import dev.kiban.fleamarket.item.v1.ItemEvent;
import io.grpc.Status;
import io.grpc.stub.ServerCallStreamObserver;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;

/// One client that watches the market. It gets events as fast as it takes them; one that falls too
/// far behind is told so and let go, because a stalled reader must cost neither memory nor time.
final class Watcher {
    static final int MAX_WAITING = 100;

    private final ServerCallStreamObserver<ItemEvent> call;
    private final Predicate<ItemEvent> wanted;

    private final ReentrantLock sending = new ReentrantLock();
    // Guarded by `sending`.
    private final Deque<ItemEvent> waiting = new ArrayDeque<>();
    private boolean ended;

    Watcher(ServerCallStreamObserver<ItemEvent> call, Predicate<ItemEvent> wanted) {
        this.call = call;
        this.wanted = wanted;
    }

    /// Sends the event, now or when the client is ready for it.
    void tell(ItemEvent event) {
        if (!wanted.test(event)) {
            return;
        }
        sending.lock();
        try {
            if (waiting.size() == MAX_WAITING) {
                endWith(
                        Status.RESOURCE_EXHAUSTED.withDescription(
                                "you read too slowly: watch again"));
                return;
            }
            waiting.addLast(event);
            send();
        } finally {
            sending.unlock();
        }
    }

    /// Sends what waits, as far as the client is ready for it.
    void send() {
        sending.lock();
        try {
            while (!ended && !waiting.isEmpty() && call.isReady()) {
                call.onNext(waiting.removeFirst());
            }
        } finally {
            sending.unlock();
        }
    }

    /// Tells the client to come back to another server.
    void end() {
        sending.lock();
        try {
            endWith(Status.UNAVAILABLE.withDescription("the server is going down: watch again"));
        } finally {
            sending.unlock();
        }
    }

    private void endWith(Status status) {
        if (!ended) {
            ended = true;
            waiting.clear();
            call.onError(status.asRuntimeException());
        }
    }
}
