package dev.kiban.transcode;

import java.io.Serial;

/// A message whose fields do not each come once and together: thrown out of the fast way through a
/// message, caught by [WireToJson], which starts again on the careful way. Nearly no message is
/// like that, so the fast way should not pay for it.
final class Scattered extends RuntimeException {

    @Serial private static final long serialVersionUID = 1L;

    /// Shared: it has no stack trace, no message and no state.
    @SuppressWarnings("StaticAssignmentOfThrowable")
    static final Scattered INSTANCE = new Scattered();

    private Scattered() {
        super(null, null, false, false);
    }
}
