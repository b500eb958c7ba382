package dev.kiban.worker.rabbitmq;

import com.rabbitmq.client.AlreadyClosedException;
import com.rabbitmq.client.CancelCallback;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.Delivery;
import com.rabbitmq.client.Recoverable;
import dev.kiban.worker.Taken;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// One connection, one channel, one consumer. When any of them ends, all do, and what was in hand
/// belongs to RabbitMQ again.
final class Session {
    /// A server that hangs does not keep us.
    private static final int CLOSING_MILLIS = 2_000;

    private final Connection connection;
    private final Channel channel;
    private final WhenFailed whenFailed;
    private final BlockingQueue<Delivery> ahead = new LinkedBlockingQueue<>();
    private volatile String consumer = "";
    private volatile boolean isCancelled;
    private volatile boolean isStopping;

    /// @param ahead messages that are here and not acknowledged
    record Terms(String queue, int ahead, WhenFailed whenFailed) {
        private static final int MOST_AHEAD = 65_535;

        Terms {
            if (ahead < 1 || ahead > MOST_AHEAD) {
                throw new IllegalArgumentException(
                        "queue '%s': %d messages ahead; from 1 to %d can be"
                                .formatted(queue, ahead, MOST_AHEAD));
            }
        }
    }

    private Session(Connection connection, Channel channel, WhenFailed whenFailed) {
        this.connection = connection;
        this.channel = channel;
        this.whenFailed = whenFailed;
    }

    static Session open(Connection connection, Terms terms) throws IOException {
        boolean isOpen = false;
        try {
            if (connection instanceof Recoverable) {
                throw new IllegalArgumentException(
                        "queue '%s': setAutomaticRecoveryEnabled(false), it comes back by itself"
                                .formatted(terms.queue()));
            }
            Channel channel = connection.createChannel();
            channel.basicQos(terms.ahead());
            Session session = new Session(connection, channel, terms.whenFailed());
            session.consume(terms.queue());
            isOpen = true;
            return session;
        } finally {
            if (!isOpen) {
                connection.abort(CLOSING_MILLIS);
            }
        }
    }

    private void consume(String queue) throws IOException {
        CancelCallback cancelled = _ -> isCancelled = true;
        consumer = channel.basicConsume(queue, false, (_, delivery) -> came(delivery), cancelled);
    }

    boolean isOpen() {
        return channel.isOpen() && !isCancelled;
    }

    Optional<Taken<Delivery>> take(Duration atMost) {
        try {
            return Optional.ofNullable(ahead.poll(atMost.toNanos(), TimeUnit.NANOSECONDS))
                    .filter(_ -> channel.isOpen()) // or else others get it
                    .map(delivery -> new Message(this, delivery));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    /// After the consumer is cancelled, nothing more comes; what came before goes back.
    void stopTaking() {
        isStopping = true;
        try {
            channel.basicCancel(consumer);
        } catch (IOException | AlreadyClosedException e) {
            return; // then nothing is here any more
        }
        Delivery delivery = ahead.poll();
        while (delivery != null) {
            giveBack(delivery);
            delivery = ahead.poll();
        }
    }

    /// To close a channel is to ask: all that it was told before is heard when it answers.
    void close() {
        try {
            channel.close();
        } catch (IOException | TimeoutException | AlreadyClosedException e) {
            // its connection is broken, and so it is closed
        } finally {
            connection.abort(CLOSING_MILLIS);
        }
    }

    void done(Delivery delivery) {
        tell(() -> channel.basicAck(tag(delivery), false));
    }

    void giveBack(Delivery delivery) {
        tell(() -> channel.basicNack(tag(delivery), false, true));
    }

    void failed(Delivery delivery) {
        boolean again =
                switch (whenFailed) {
                    case TRY_AGAIN -> true;
                    case DEAD_LETTER -> false;
                };
        tell(() -> channel.basicNack(tag(delivery), false, again));
    }

    private void came(Delivery delivery) {
        if (isStopping) {
            giveBack(delivery);
        } else {
            ahead.add(delivery);
        }
    }

    private static long tag(Delivery delivery) {
        return delivery.getEnvelope().getDeliveryTag();
    }

    @FunctionalInterface
    private interface Telling {
        void run() throws IOException;
    }

    private static void tell(Telling telling) {
        try {
            telling.run();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
