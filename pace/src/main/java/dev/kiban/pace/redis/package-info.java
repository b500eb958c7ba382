/// The store that replicas share, as a script of Redis. Start at [dev.kiban.pace.redis.RedisStore].
@NullMarked
package dev.kiban.pace.redis;

import org.jspecify.annotations.NullMarked;
