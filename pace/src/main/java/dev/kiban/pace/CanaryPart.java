package dev.kiban.pace;

import org.jspecify.annotations.Nullable;

/// Those who have one value of the header by which a canary knows them, or the rest.
final class CanaryPart {
    static final int WHOLE = 1_000_000;

    /// Those who have paid already: a turn that was promised is kept.
    static final CanaryPart PAID = paid();

    final String value;
    final long high;
    final long low;

    /// Parts per million of all permits.
    int share;

    /// Whether it gets no more than its share. Who takes what is left is not held.
    boolean isHeld;

    /// What it has coming, in millionths of a permit.
    long credit;

    /// Permits since the start.
    long permits;

    private long lately;
    private long before;

    /// @param high of the bits by which the value is known
    CanaryPart(String value, long high, long low) {
        this.value = value;
        this.high = high;
        this.low = low;
    }

    private static CanaryPart paid() {
        CanaryPart paid = new CanaryPart("", 0, 0);
        paid.share = WHOLE;
        paid.isHeld = true;
        return paid;
    }

    /// What one permit takes of its credit.
    long price() {
        return WHOLE - (long) share;
    }

    /// Whether one of it may go.
    boolean mayGo() {
        return !isHeld || (share > 0 && credit >= price());
    }

    /// Gets another share. Who is held anew has no credit, and nobody has credit for nothing.
    void change(int newShare, boolean nowHeld) {
        if (!nowHeld) {
            credit = 0;
        } else if (newShare == 0) {
            credit = Math.min(credit, 0);
        }
        share = newShare;
        isHeld = nowHeld;
    }

    /// Of two that may go, the one that could have gone for longer: since more permits of others.
    boolean isBefore(@Nullable CanaryPart other) {
        return other == null
                || this == PAID
                || (other != PAID
                        && (credit - price()) * other.share
                                > (other.credit - other.price()) * share);
    }

    void started(int cost) {
        permits += cost;
        lately += cost;
    }

    /// A stretch of time is over.
    void turnOver(boolean isLongOver) {
        before = isLongOver ? 0 : lately;
        lately = 0;
    }

    long lately() {
        return before + lately;
    }
}
