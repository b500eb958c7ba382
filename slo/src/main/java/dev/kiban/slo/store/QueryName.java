package dev.kiban.slo.store;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.kiban.slo.SloPlan.ServiceSlo;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// The series of an SLO that asks a Prometheus: with other queries it is another one, as what they
/// count may be something else.
final class QueryName {
    private static final int BYTES = 8;

    private QueryName() {}

    static String of(ServiceSlo slo) {
        try {
            byte[] hash =
                    MessageDigest.getInstance("SHA-256")
                            .digest(slo.slo().indicator().toString().getBytes(UTF_8));
            return "%s %s".formatted(slo.slo().name(), HexFormat.of().formatHex(hash, 0, BYTES));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
