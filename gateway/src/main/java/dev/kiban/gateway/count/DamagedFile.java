package dev.kiban.gateway.count;

import java.io.IOException;
import java.io.Serial;

/// A file is not what it should be; what it counted is lost.
final class DamagedFile extends IOException {
    @Serial private static final long serialVersionUID = 1L;

    private final String why;

    DamagedFile(String why) {
        super(why);
        this.why = why;
    }

    /// What is wrong with "it".
    String why() {
        return why;
    }
}
