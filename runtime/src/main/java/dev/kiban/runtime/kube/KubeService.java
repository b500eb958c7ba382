package dev.kiban.runtime.kube;

import java.util.Optional;

/// A port of a service.
///
/// @param port by its name; empty is the only one
public record KubeService(String namespace, String name, Optional<String> port) {}
