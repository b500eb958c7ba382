package dev.kiban.worker.rabbitmq;

import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.Delivery;
import com.rabbitmq.client.LongString;
import dev.kiban.worker.Job;
import dev.kiban.worker.Taken;
import java.util.Date;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// A message that is not acknowledged.
record Message(Session session, Delivery delivery) implements Taken<Delivery> {
    @Override
    public Job<Delivery> job() {
        BasicProperties properties = delivery.getProperties();
        return new Job<>(
                delivery,
                headers(properties),
                Optional.ofNullable(properties.getTimestamp()).map(Date::toInstant),
                delivery.getEnvelope().isRedeliver());
    }

    @Override
    public void done() {
        session.done(delivery);
    }

    @Override
    public void giveBack() {
        session.giveBack(delivery);
    }

    @Override
    public void failed(Throwable cause) {
        session.failed(delivery);
    }

    /// Those that are text or a number.
    private static Map<String, String> headers(BasicProperties properties) {
        Map<String, String> headers = new HashMap<>();
        if (properties.getHeaders() != null) {
            properties
                    .getHeaders()
                    .forEach(
                            (name, value) -> {
                                if (value instanceof LongString
                                        || value instanceof String
                                        || value instanceof Number) {
                                    headers.put(name.toLowerCase(Locale.ROOT), value.toString());
                                }
                            });
        }
        return headers;
    }
}
