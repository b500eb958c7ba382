package dev.kiban.definition;

import java.util.List;

/// A program outside that calls with a key of ours.
///
/// @param name what rules call it
/// @param keys the SHA-256 of each key that it may use, in hexadecimal; two while it changes over
/// @param scopes what it was granted
public record Partner(String name, List<String> keys, List<String> scopes) {

    public Partner {
        keys = List.copyOf(keys);
        scopes = List.copyOf(scopes);
    }
}
