package dev.kiban.pace;

/// Closed while a pace is paused.
final class Gate implements Barrier {
    private final String label;
    private boolean open = true;

    Gate(String label) {
        this.label = label;
    }

    void set(boolean nowOpen) {
        open = nowOpen;
    }

    boolean isOpen() {
        return open;
    }

    @Override
    public String label() {
        return label;
    }

    @Override
    public boolean isOpen(long high, long low, long now) {
        return open;
    }

    @Override
    public long opensAt(long high, long low, long ahead, long now) {
        return open ? now : NEVER;
    }

    /// Limits say how many may be in line.
    @Override
    public long placeAt(long high, long low, long ahead, long now) {
        return now;
    }
}
