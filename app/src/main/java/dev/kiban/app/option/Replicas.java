package dev.kiban.app.option;

import dev.kiban.runtime.redis.RedisUrl;

/// Those that serve the same paces, and the Redis with which they count.
///
/// @param number of all
public record Replicas(RedisUrl redis, int number) {}
