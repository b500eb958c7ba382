package dev.kiban.runtime.kube;

/// Where a pod listens.
public record PodAddress(String host, int port) {}
