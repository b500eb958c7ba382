package dev.kiban.definition;

import dev.kiban.kernel.Share;

/// A backend that gets a copy of some requests, and whose answers nobody sees.
///
/// @param to a backend of the service
/// @param share of the requests
public record Mirror(String to, Share share, Location at) {}
