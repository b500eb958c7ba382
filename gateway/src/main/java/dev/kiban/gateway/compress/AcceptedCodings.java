package dev.kiban.gateway.compress;

import java.util.Locale;

/// Which of our content codings a client takes, by its `Accept-Encoding` (RFC 9110, 12.5.3).
///
/// @param gzip whether it takes gzip
/// @param zstd whether it takes zstd, at least as gladly as gzip
record AcceptedCodings(boolean gzip, boolean zstd) {
    /// Longer than any client writes; what comes after is not looked at.
    private static final int MOST = 32;

    static AcceptedCodings of(String header) {
        double gzip = -1;
        double zstd = -1;
        double any = 0;
        int seen = 0;
        for (String element : header.split(",", MOST + 1)) {
            if (++seen > MOST) {
                break;
            }
            String[] parts = element.split(";", 2);
            double weight = parts.length == 1 ? 1 : weight(parts[1]);
            switch (parts[0].strip().toLowerCase(Locale.ROOT)) {
                case "gzip", "x-gzip" -> gzip = weight;
                case "zstd" -> zstd = weight;
                case "*" -> any = weight;
                default -> {}
            }
        }
        gzip = gzip < 0 ? any : gzip;
        zstd = zstd < 0 ? 0 : zstd; // who says only "any" may be older than zstd
        return new AcceptedCodings(gzip > 0, zstd > 0 && zstd >= gzip);
    }

    boolean isEmpty() {
        return !gzip && !zstd;
    }

    /// What cannot be understood is no wish.
    private static double weight(String parameter) {
        String text = parameter.strip().toLowerCase(Locale.ROOT);
        if (!text.matches("q\\s*=\\s*[01](\\.[0-9]{0,3})?")) {
            return 0;
        }
        return Double.parseDouble(text.substring(text.indexOf('=') + 1).strip());
    }
}
