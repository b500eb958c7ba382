package dev.kiban.gateway.report;

/// What tells the series of routes apart.
///
/// @param backend which of the route's backends served, or `none`
/// @param method an HTTP method, or `other`
record RouteLabels(String service, String route, String backend, String method) {}
