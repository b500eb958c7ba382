package dev.kiban.pace.run;

/// Who runs.
///
/// @param place where, for people: `batch-1 pid 4711`
/// @param by as whom the ledger knows them
public record Holder(String place, String by) {
    private static final int MAX_LENGTH = 200;

    /// @throws IllegalArgumentException if the place is no line of text
    public Holder {
        if (place.isBlank()
                || place.length() > MAX_LENGTH
                || !place.chars().allMatch(Holder::isVisible)) {
            throw new IllegalArgumentException(
                    "a holder is one line of 1 to %d characters of ASCII, such as 'batch-1 pid 4711'"
                            .formatted(MAX_LENGTH));
        }
    }

    private static boolean isVisible(int character) {
        return character >= ' ' && character <= '~';
    }
}
