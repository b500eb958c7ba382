package dev.kiban.definition;

import java.net.URI;

/// A page worth knowing: a runbook, a dashboard, the source.
///
/// @param url absolute, `http` or `https`
public record Link(String title, URI url) {}
