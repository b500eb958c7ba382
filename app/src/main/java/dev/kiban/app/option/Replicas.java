package dev.kiban.app.option;

import dev.kiban.runtime.redis.RedisUrl;
import java.util.Optional;

/// Those that serve the same paces.
///
/// @param redis in which they count together; if there is none, each leases its portion
/// @param number of all, at the most
public record Replicas(Optional<RedisUrl> redis, int number) {}
