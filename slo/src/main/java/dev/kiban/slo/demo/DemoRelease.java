package dev.kiban.slo.demo;

import dev.kiban.kernel.ServiceName;
import java.time.Instant;

/// A release that never was.
public record DemoRelease(ServiceName service, Instant at, String version) {}
