package dev.kiban.slo.store;

import java.io.Serial;

/// There would be more than a limit allows: what the transaction wrote is rolled back.
final class TooMany extends RuntimeException {
    @Serial private static final long serialVersionUID = 1L;

    TooMany() {
        super("too many", null, false, false);
    }
}
