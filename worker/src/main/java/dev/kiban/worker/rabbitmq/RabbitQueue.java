package dev.kiban.worker.rabbitmq;

import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import com.rabbitmq.client.Delivery;
import dev.kiban.worker.JobQueue;
import dev.kiban.worker.Taken;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/// A queue of RabbitMQ.
///
/// ```java
/// ConnectionFactory factory = new ConnectionFactory();
/// factory.setUri("amqp://rabbit:5672");
/// Worker<Delivery> worker =
///         new Worker<>(
///                 RabbitQueue.of(factory, "push", 16, WhenFailed.DEAD_LETTER),
///                 job -> send(job.body().getBody()),
///                 WorkerTerms.usual().concurrency(8));
/// ```
///
/// A message is acknowledged when its job is done. When the connection breaks, RabbitMQ gives what
/// was in hand to others, so that a job that was done but not yet acknowledged is done twice; it
/// then comes with [dev.kiban.worker.Job#again]. The next take connects anew.
///
/// Its lock guards which session there is.
public final class RabbitQueue implements JobQueue<Delivery> {
    private final Dial dial;
    private final Session.Terms terms;
    private final Object lock = new Object();
    private @Nullable Session session;
    private boolean isStopping;

    /// How to connect, to the best node of a cluster for example. Without automatic recovery: this
    /// queue comes back by itself, and a second consumer beside it would take jobs for nobody.
    @FunctionalInterface
    public interface Dial {
        Connection connect() throws IOException, TimeoutException;
    }

    /// @param ahead how many messages are here at once and not acknowledged: as many as the worker
    ///     has jobs in hand, or some more that wait for them
    public RabbitQueue(Dial dial, String queue, int ahead, WhenFailed whenFailed) {
        this.dial = dial;
        this.terms = new Session.Terms(queue, ahead, whenFailed);
    }

    /// A queue of the server that a factory connects to.
    ///
    /// @param ahead as many as the worker has jobs in hand, or some more
    public static RabbitQueue of(
            ConnectionFactory factory, String queue, int ahead, WhenFailed whenFailed) {
        ConnectionFactory plain = factory.clone();
        plain.setAutomaticRecoveryEnabled(false);
        return new RabbitQueue(
                () -> plain.newConnection("worker of " + queue), queue, ahead, whenFailed);
    }

    @Override
    public Optional<Taken<Delivery>> take(Duration atMost) {
        Optional<Session> open = session();
        return open.isPresent() ? open.get().take(atMost) : Optional.empty();
    }

    @Override
    public void stopTaking() {
        synchronized (lock) {
            isStopping = true;
            if (session != null) {
                session.stopTaking();
            }
        }
    }

    /// RabbitMQ has heard all that it was told when this returns.
    @Override
    public void close() {
        synchronized (lock) {
            isStopping = true;
            if (session != null) {
                session.close();
            }
        }
    }

    /// The one that is open, or a new one; empty if no more are.
    private Optional<Session> session() {
        synchronized (lock) {
            if (isStopping) {
                return Optional.empty();
            }
            if (session == null || !session.isOpen()) {
                if (session != null) {
                    session.close();
                    session = null;
                }
                session = open();
            }
            return Optional.of(session);
        }
    }

    private Session open() {
        try {
            return Session.open(dial.connect(), terms);
        } catch (IOException e) {
            throw new UncheckedIOException("queue '%s': no connection".formatted(terms.queue()), e);
        } catch (TimeoutException e) {
            throw new IllegalStateException(
                    "queue '%s': no connection".formatted(terms.queue()), e);
        }
    }
}
