package dev.kiban.runtime.telemetry.lane;

import java.util.concurrent.locks.ReentrantLock;

/// One way into [Lanes]: two buffers, one being filled, one being taken away.
public final class Lane {
    private final Lanes lanes;
    private final ReentrantLock buffers = new ReentrantLock();
    private byte[] filling;
    private byte[] spare;
    private int length;
    private int pieces;

    Lane(Lanes lanes, int capacity) {
        this.lanes = lanes;
        this.filling = new byte[capacity];
        this.spare = new byte[capacity];
    }

    /// Hands in a finished piece; drops and counts it if the lane is full, or closed. Never waits
    /// for the taker.
    public void append(byte[] bytes, int from, int count) {
        boolean urgent;
        buffers.lock();
        try {
            if (lanes.areClosed() || length + count > filling.length) {
                lanes.drop(1);
                return;
            }
            System.arraycopy(bytes, from, filling, length, count);
            urgent = length < filling.length / 2;
            length += count;
            urgent &= length >= filling.length / 2; // once, when this piece makes it half full
            pieces++;
        } finally {
            buffers.unlock();
        }
        lanes.wake(urgent);
    }

    boolean isEmpty() {
        buffers.lock();
        try {
            return length == 0;
        } finally {
            buffers.unlock();
        }
    }

    /// What was filled; the taker has it until it takes again.
    Batch take() {
        buffers.lock();
        try {
            Batch batch = new Batch(filling, length, pieces);
            filling = spare;
            spare = batch.bytes();
            length = 0;
            pieces = 0;
            return batch;
        } finally {
            buffers.unlock();
        }
    }
}
