package dev.kiban.runtime.http;

/// For how long nothing has changed, as far as looks now and then can tell.
final class Stillness {
    private boolean still;
    private int number;
    private long sinceNanos;

    /// A look at it.
    ///
    /// @param isStill whether nothing goes on
    /// @param going what was the last to go on; another one than before has ended the stillness
    /// @return how long it has lasted; less than nothing if it does not
    long look(boolean isStill, int going, long nowNanos) {
        if (!isStill) {
            still = false;
            return -1;
        }
        if (!still || number != going) {
            still = true;
            number = going;
            sinceNanos = nowNanos;
        }
        return nowNanos - sinceNanos;
    }
}
