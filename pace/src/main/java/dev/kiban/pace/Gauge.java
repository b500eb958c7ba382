package dev.kiban.pace;

/// Open while fewer jobs are in flight than may be. It drains when they are done.
final class Gauge implements Barrier {
    private final String label;
    private InFlight planned;
    private int atMost;
    private int inFlight;

    Gauge(String label, InFlight planned) {
        this.label = label;
        this.planned = planned;
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

    int inFlight() {
        return inFlight;
    }

    /// Jobs that run now may be more than that; they are waited for.
    void change(int newAtMost) {
        atMost = newAtMost;
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
        return inFlight < atMost;
    }

    @Override
    public long opensAt(long high, long low, long ahead, long now) {
        return inFlight < atMost ? now : NEVER;
    }

    @Override
    public long placeAt(long high, long low, long ahead, long now) {
        return ahead < LimitPlan.USUAL_BURST ? now : NEVER;
    }
}
