package dev.kiban.definition;

import java.util.List;

/// A program that shows who it is by a client certificate.
///
/// @param name what rules call it
/// @param sans names that its certificate may be for, each enough: a URI such as a SPIFFE ID, or a
///     DNS name
/// @param scopes what it was granted
public record Workload(String name, List<String> sans, List<String> scopes) {

    public Workload {
        sans = List.copyOf(sans);
        scopes = List.copyOf(scopes);
    }
}
