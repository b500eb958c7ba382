package dev.kiban.pace.rpc;

/// How much of messages that are not whole yet is kept, on one loop. Requests are small, and come
/// in one piece; whoever sends large ones slowly is not to take all memory.
final class Inbox {
    static final int MAX_BYTES = 16 << 20;

    private int kept;

    /// @return whether there is room
    boolean keep(int bytes) {
        if (kept + bytes > MAX_BYTES) {
            return false;
        }
        kept += bytes;
        return true;
    }

    void release(int bytes) {
        kept -= bytes;
    }
}
