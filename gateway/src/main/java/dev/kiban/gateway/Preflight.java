package dev.kiban.gateway;

import dev.kiban.gateway.access.Cors;
import java.util.Set;

/// What a browser wants to know before it sends a request of a page of another origin.
///
/// @param cors silent if the gateway does not answer
/// @param methods that the path takes
public record Preflight(Cors cors, Set<String> methods) {
    static final Preflight UNANSWERED = new Preflight(Cors.SILENT, Set.of());

    public Preflight {
        methods = Set.copyOf(methods);
    }
}
