/// Workers of RabbitMQ.
///
/// Start at [RabbitQueue][dev.kiban.worker.rabbitmq.RabbitQueue]. It needs
/// `com.rabbitmq:amqp-client`, which a program that uses it has anyway.
@NullMarked
package dev.kiban.worker.rabbitmq;

import org.jspecify.annotations.NullMarked;
