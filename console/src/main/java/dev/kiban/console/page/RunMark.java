package dev.kiban.console.page;

import dev.kiban.console.Runs.State;

/// How a run stands.
public enum RunMark implements Sign {
    FAILED(Phrase.RUN_FAILED, "M3 1 8 6l5-5 2 2-5 5 5 5-2 2-5-5-5 5-2-2 5-5-5-5Z"),
    LOST(Phrase.RUN_LOST, "M8 1.5 15 14.5H1Z"),
    RUNNING(Phrase.RUN_RUNNING, "M3 1.5 14 8 3 14.5Z"),
    SUCCEEDED(Phrase.RUN_SUCCEEDED, "M8 1a7 7 0 1 1 0 14A7 7 0 0 1 8 1Z");

    private final Phrase label;
    private final String outline;

    RunMark(Phrase label, String outline) {
        this.label = label;
        this.outline = outline;
    }

    static RunMark of(State state) {
        return switch (state) {
            case RUNNING -> RUNNING;
            case SUCCEEDED -> SUCCEEDED;
            case FAILED -> FAILED;
            case LOST -> LOST;
        };
    }

    @Override
    public Phrase label() {
        return label;
    }

    @Override
    public String outline() {
        return outline;
    }
}
