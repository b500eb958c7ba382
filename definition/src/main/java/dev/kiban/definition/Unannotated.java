package dev.kiban.definition;

/// What becomes of methods that have no `google.api.http` rule.
public enum Unannotated {
    /// `POST /package.Service/Method` with the request as JSON body.
    POST,
    /// Not reachable by HTTP+JSON; gRPC clients still reach them.
    HIDE
}
