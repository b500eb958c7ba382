package dev.kiban.gateway.report;

/// What tells the series of routes apart.
///
/// @param method an HTTP method, or `other`
record RouteLabels(String service, String route, String method) {}
