package dev.kiban.gateway.proxy;

import dev.kiban.gateway.RequestLog;
import dev.kiban.runtime.telemetry.trace.Tracer;

/// What the gateway needs of the outside on each loop.
///
/// @param log hears of each request when it is over
/// @param tracer decides which traces are recorded
public record LoopPorts(RequestLog log, Tracer tracer) {}
