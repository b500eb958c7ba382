package dev.kiban.definition;

import java.util.Optional;

/// One `google.api.http` rule, written in a definition instead of in a proto file.
///
/// @param method the gRPC method's simple name
/// @param verb the HTTP method, in capitals; `*` is any
/// @param template the path, such as `/v1/items/{id}`
/// @param body the request field that the HTTP body fills, `*` for the whole message; empty is
///     no body
/// @param responseBody the reply field that becomes the HTTP body; empty is the whole reply
public record RuleOverride(
        String method,
        String verb,
        String template,
        Optional<String> body,
        Optional<String> responseBody,
        Location at) {}
