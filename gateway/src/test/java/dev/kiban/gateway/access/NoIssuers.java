package dev.kiban.gateway.access;

import dev.kiban.runtime.telemetry.log.Log;
import java.io.IOException;
import java.time.InstantSource;

/// For gateways whose routes take no tokens.
public final class NoIssuers {
    private NoIssuers() {}

    public static Keys keys() {
        return new Keys(
                url -> {
                    throw new IOException("nobody issues tokens here");
                },
                InstantSource.system(),
                Log.of(NoIssuers.class),
                unheard());
    }

    /// Hears of fetches, and says nothing.
    public static KeyReport unheard() {
        return new KeyEvents();
    }
}
