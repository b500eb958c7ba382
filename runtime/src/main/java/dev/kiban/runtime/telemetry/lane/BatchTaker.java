package dev.kiban.runtime.telemetry.lane;

/// Takes what lanes have gathered, always on the same thread; may take its time.
public interface BatchTaker {
    /// A batch that is not empty.
    void take(Batch batch);

    /// There will be no more.
    void end();
}
