/// Redis, or what speaks its protocol: one connection that many calls of a script share, and that
/// comes back by itself. Start at [dev.kiban.runtime.redis.RedisLink]. Knows no domain word.
@NullMarked
package dev.kiban.runtime.redis;

import org.jspecify.annotations.NullMarked;
