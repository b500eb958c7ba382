package dev.kiban.runtime.process;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/// The newest lines of an output. Safe for use by several threads.
final class LastLines {
    private final int limit;
    private final Deque<String> lines = new ArrayDeque<>();

    LastLines(int limit) {
        this.limit = limit;
    }

    synchronized void add(String line) {
        if (lines.size() == limit) {
            lines.removeFirst();
        }
        lines.addLast(line);
    }

    synchronized List<String> all() {
        return List.copyOf(lines);
    }
}
