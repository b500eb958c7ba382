package dev.kiban.access.oidc;

import java.io.Serial;

/// The provider cannot be used, now or as it is set up. Nobody who signs in can help it.
public final class ProviderFault extends RuntimeException {
    @Serial private static final long serialVersionUID = 1L;

    ProviderFault(String message) {
        super(message);
    }

    ProviderFault(String message, Throwable cause) {
        super(message, cause);
    }
}
