package dev.kiban.gateway.access;

import dev.kiban.definition.Location;
import java.util.Optional;
import java.util.Set;

/// What browsers are told about pages of other origins: the CORS protocol of the Fetch standard
/// (3.2), ready to be written.
///
/// @param origins whose pages may call; empty if nothing is said
/// @param headers that their requests may have, as one value
/// @param exposedHeaders that they may read, as one value
/// @param credentials whether browsers may send cookies and the like along
/// @param maxAgeSeconds how long a browser need not ask again, as a value
/// @param at where this stands in the definitions
public record Cors(
        Set<String> origins,
        String headers,
        String exposedHeaders,
        boolean credentials,
        String maxAgeSeconds,
        Optional<Location> at) {
    /// Nothing is said.
    public static final Cors SILENT = new Cors(Set.of(), "", "", false, "0", Optional.empty());

    private static final String ANY_ORIGIN = dev.kiban.definition.Cors.ANY_ORIGIN;
    private static final String PREFIX = "access-control-";

    public Cors {
        origins = Set.copyOf(origins);
    }

    /// What the definitions come to.
    public static Cors of(dev.kiban.definition.Cors cors) {
        return new Cors(
                Set.copyOf(cors.origins()),
                String.join(", ", cors.headers()),
                String.join(", ", cors.exposedHeaders()),
                cors.credentials(),
                Long.toString(cors.maxAge().toSeconds()),
                Optional.of(cors.at()));
    }

    /// Whether browsers are told anything. Then services are not heard about it: two answers to one
    /// question are none.
    public boolean speaks() {
        return !origins.isEmpty();
    }

    /// Whether what is said depends on who asks.
    public boolean varies() {
        return speaks() && !origins.contains(ANY_ORIGIN);
    }

    /// The origin that a page of this one is told; empty if it may not read.
    public String granted(String origin) {
        if (origins.contains(ANY_ORIGIN)) {
            return ANY_ORIGIN;
        }
        return origins.contains(origin) ? origin : "";
    }

    /// Whether a header of an answer is ours to write.
    public boolean owns(String name) {
        return speaks() && name.regionMatches(true, 0, PREFIX, 0, PREFIX.length());
    }
}
