package dev.kiban.definition;

import java.time.Duration;

/// How the gateway asks the addresses of an upstream whether they can serve.
///
/// @param question what it asks for
/// @param every how long from one question to the next
/// @param timeout no answer by then is a bad one
/// @param unhealthyAfter so many bad answers in a row
/// @param healthyAfter so many good ones in a row
public record Health(
        Question question, Duration every, Duration timeout, int unhealthyAfter, int healthyAfter) {

    /// What is asked.
    public sealed interface Question {}

    /// `GET` of a path; any status from 200 to 299 is good.
    public record HttpPath(String path) implements Question {}

    /// `Check` of `grpc.health.v1.Health`; `SERVING` is good.
    ///
    /// @param service empty asks for the server as a whole
    public record GrpcHealth(String service) implements Question {}

    /// @throws IllegalArgumentException if it makes no sense
    public Health {
        if (unhealthyAfter < 1 || healthyAfter < 1) {
            throw new IllegalArgumentException("it takes an answer to know");
        }
        if (!every.isPositive() || !timeout.isPositive()) {
            throw new IllegalArgumentException("to ask takes time");
        }
    }
}
