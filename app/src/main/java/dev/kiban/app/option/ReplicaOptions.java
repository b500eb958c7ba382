package dev.kiban.app.option;

import dev.kiban.runtime.redis.RedisUrl;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Option;

/// With whom a pace server counts.
public final class ReplicaOptions {
    /// Where the URL is, if it is not on the command line.
    public static final String VARIABLE = "KIBAN_REDIS";

    private static final int MOST = 1_000;

    @Option(
            names = "--redis",
            paramLabel = "URL",
            description =
                    "Count with other replicas in this Redis: redis://user@host:6379 (default: the environment's KIBAN_REDIS; without one, by itself).")
    private Optional<String> redis = Optional.empty();

    @Option(
            names = "--replicas",
            paramLabel = "NUMBER",
            description =
                    "So many replicas count together, at the most: in that Redis, or else by leases of the database. While it is away, each lets that part of all rates through.")
    private Optional<Integer> replicas = Optional.empty();

    /// What was said.
    ///
    /// @throws IllegalArgumentException if something is missing or cannot be
    public Optional<Replicas> read(Map<String, String> environment) {
        Optional<String> url = redis.or(() -> Optional.ofNullable(environment.get(VARIABLE)));
        if (replicas.isEmpty()) {
            if (url.isPresent()) {
                throw new IllegalArgumentException(
                        "how many replicas count in that Redis? Say --replicas 3: while it is away, each goes on with its part");
            }
            return Optional.empty();
        }
        int number = replicas.get();
        if (number < 1 || number > MOST) {
            throw new IllegalArgumentException(
                    "--replicas %d: 1 to %d replicas can count together".formatted(number, MOST));
        }
        return Optional.of(new Replicas(url.map(RedisUrl::parse), number));
    }
}
