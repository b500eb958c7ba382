package dev.kiban.definition;

/// A named group of endpoints that can serve the routes of a service: `legacy`, `k8s`, `canary`.
///
/// @param name no other backend of the service has it
public record Backend(String name, Upstream upstream) {
    /// What the only backend is called of a service that gives it no name.
    public static final String DEFAULT = "default";

    /// The most that a service can have.
    public static final int MOST = 16;
}
