package dev.kiban.gateway.schema;

import dev.kiban.definition.Upstream;
import dev.kiban.kernel.ServiceName;
import java.time.Duration;

/// A service whose upstream is asked for its schema.
///
/// @param refresh how often it is asked again
/// @param timeout of one call
record ReflectedService(ServiceName name, Upstream upstream, Duration refresh, Duration timeout) {}
