package dev.kiban.runtime.telemetry.log;

import java.util.concurrent.locks.ReentrantLock;

/// One way into a [LineLog]: two buffers, one being filled, one being written.
public final class Lane {
    private final LineLog log;
    private final ReentrantLock buffers = new ReentrantLock();
    private byte[] filling;
    private byte[] spare;
    private int length;
    private int lines;

    Lane(LineLog log, int capacity) {
        this.log = log;
        this.filling = new byte[capacity];
        this.spare = new byte[capacity];
    }

    /// Hands in a finished line; drops and counts it if the lane is full. Never waits for the
    /// stream.
    public void append(JsonLine line) {
        boolean urgent;
        buffers.lock();
        try {
            if (length + line.length() > filling.length) {
                log.drop(1);
                return;
            }
            System.arraycopy(line.array(), 0, filling, length, line.length());
            urgent = length < filling.length / 2;
            length += line.length();
            urgent &= length >= filling.length / 2; // once, when this line makes it half full
            lines++;
        } finally {
            buffers.unlock();
        }
        log.wake(urgent);
    }

    boolean isEmpty() {
        buffers.lock();
        try {
            return length == 0;
        } finally {
            buffers.unlock();
        }
    }

    /// What was filled; the writer has it until it takes again.
    Batch take() {
        buffers.lock();
        try {
            Batch batch = new Batch(filling, length, lines);
            filling = spare;
            spare = batch.bytes;
            length = 0;
            lines = 0;
            return batch;
        } finally {
            buffers.unlock();
        }
    }

    @SuppressWarnings("ArrayRecordComponent") // lent, not owned
    record Batch(byte[] bytes, int length, int lines) {}
}
