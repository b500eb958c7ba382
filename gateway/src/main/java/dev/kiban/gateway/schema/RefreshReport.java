package dev.kiban.gateway.schema;

import dev.kiban.kernel.ServiceName;

/// Told what became of each question to an upstream, from any thread.
public interface RefreshReport {
    /// The upstream answered with a schema that can be used.
    void refreshed(ServiceName service);

    /// It did not.
    void failed(ServiceName service);
}
