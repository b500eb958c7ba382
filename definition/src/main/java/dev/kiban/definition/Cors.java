package dev.kiban.definition;

import java.time.Duration;
import java.util.List;

/// Which pages of other origins may call from a browser, and read the answers.
///
/// @param origins as browsers write them, such as `https://shop.example`, or [#ANY_ORIGIN]; empty
///     if the gateway has nothing to say about it
/// @param headers of requests that pages may set
/// @param exposedHeaders of answers that pages may read
/// @param credentials whether browsers may send cookies and the like along
/// @param maxAge how long browsers need not ask again
/// @param at where this stands
public record Cors(
        List<String> origins,
        List<String> headers,
        List<String> exposedHeaders,
        boolean credentials,
        Duration maxAge,
        Location at) {
    /// Stands for every origin.
    public static final String ANY_ORIGIN = "*";

    public Cors {
        origins = List.copyOf(origins);
        headers = List.copyOf(headers);
        exposedHeaders = List.copyOf(exposedHeaders);
    }

    /// Nothing is said to browsers: an upstream may do it itself.
    public static Cors none(Location at) {
        return new Cors(List.of(), List.of(), List.of(), false, Duration.ZERO, at);
    }
}
