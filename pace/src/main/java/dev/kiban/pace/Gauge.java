package dev.kiban.pace;

import java.util.OptionalInt;

/// Open while fewer jobs are in flight than may be. It drains when they are done.
///
/// If it is shared with others, it is looked at again and again while it is full: a job that is
/// done elsewhere says so elsewhere.
final class Gauge implements Barrier {
    private static final long LOOK_AGAIN = 50_000_000;

    private final String label;
    private InFlight planned;
    private Counting counting;
    private int atMost;
    private OptionalInt portion = OptionalInt.empty();
    private int inFlight;

    /// What others are known to have more in flight than is known here, and who is put forward. It
    /// is less than none if they have heard that jobs of ours are done.
    private int others;

    private int putForward;

    /// When somebody is put forward even if all seems taken.
    private long looksAgainAt = NEVER;

    Gauge(String label, InFlight planned, Counting counting) {
        this.label = label;
        this.planned = planned;
        this.counting = counting;
        this.atMost = planned.atMost();
    }

    /// A new plan holds, if it is another one than before.
    void plan(InFlight newlyPlanned) {
        if (newlyPlanned.atMost() != planned.atMost()) {
            atMost = newlyPlanned.atMost();
        }
        planned = newlyPlanned;
    }

    int atMost() {
        return atMost;
    }

    /// As far as is known here.
    int inFlight() {
        return inFlight + others;
    }

    /// Jobs that run now may be more than that; they are waited for.
    void change(int newAtMost) {
        atMost = newAtMost;
    }

    /// Counts otherwise from now on: of others nothing is known.
    void count(Counting newCounting) {
        counting = newCounting;
        others = 0;
        putForward = 0;
        looksAgainAt = NEVER;
    }

    /// Of all that may be in flight, so many may be here.
    ///
    /// @return whether it was another number before
    boolean portion(int jobs) {
        OptionalInt before = portion;
        portion = OptionalInt.of(jobs);
        return !portion.equals(before);
    }

    private int mayRun() {
        return Math.min(atMost, portion.orElseGet(() -> counting.jobs(atMost)));
    }

    /// Somebody is put forward to those with whom the number is shared.
    void putForward(long now) {
        putForward++;
        looksAgainAt = now + LOOK_AGAIN;
    }

    /// They have answered.
    ///
    /// @param running jobs of all
    void told(int running, long now) {
        putForward--;
        others = running - inFlight;
        looksAgainAt = now + LOOK_AGAIN;
    }

    /// Nothing came of it.
    void dropped() {
        putForward--;
    }

    void start() {
        inFlight++;
    }

    void end() {
        inFlight--;
    }

    @Override
    public String label() {
        return label;
    }

    @Override
    public boolean isOpen(long high, long low, long now) {
        return inFlight + others + putForward < mayRun() || now >= looksAgainAt;
    }

    @Override
    public long opensAt(long high, long low, long ahead, long now) {
        return isOpen(high, low, now) ? now : looksAgainAt;
    }

    @Override
    public long placeAt(long high, long low, long ahead, long now) {
        return ahead < LimitPlan.USUAL_BURST ? now : NEVER;
    }
}
