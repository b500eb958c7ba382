package dev.kiban.definition.load;

/// Sizes as Kubernetes writes them: bytes, or powers of 1024 as `Ki`, `Mi`, `Gi`.
final class SizeText {
    static final String PATTERN = "[0-9]{1,10}(Ki|Mi|Gi)?";

    private static final String UNITS = "KMG";
    private static final int BITS_PER_UNIT = 10;

    private SizeText() {}

    /// @param text matches [#PATTERN]
    static long parse(String text) {
        if (!text.endsWith("i")) {
            return Long.parseLong(text);
        }
        int digits = text.length() - 2;
        int power = 1 + UNITS.indexOf(text.charAt(digits));
        return Long.parseLong(text.substring(0, digits)) << (BITS_PER_UNIT * power);
    }

    /// The shortest text for a size; parses back to it.
    static String print(long bytes) {
        int power = 0;
        long count = bytes;
        while (power < UNITS.length() && count > 0 && count % 1024 == 0) {
            count >>= BITS_PER_UNIT;
            power++;
        }
        return power == 0 ? String.valueOf(count) : count + UNITS.substring(power - 1, power) + "i";
    }
}
