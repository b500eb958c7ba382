package dev.kiban.runtime.redis;

import java.util.List;

/// What a script returned: a list of numbers and texts.
public record RedisReply(List<String> parts) {

    public RedisReply {
        parts = List.copyOf(parts);
    }

    /// How many.
    public int size() {
        return parts.size();
    }

    /// A number.
    ///
    /// @throws NumberFormatException if it is none
    public long number(int index) {
        return Long.parseLong(parts.get(index));
    }

    public String text(int index) {
        return parts.get(index);
    }
}
