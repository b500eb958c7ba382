package dev.kiban.gateway.proxy;

import dev.kiban.runtime.http.Call;
import dev.kiban.transcode.Slice;
import java.util.ArrayList;
import java.util.List;

/// What has gone out of a request's body, so that it can be sent again; as long as it is small.
final class KeptBody {
    private static final int MAX_BYTES = 64 * 1024;

    private final List<Slice> parts = new ArrayList<>();
    private int bytes;
    private boolean whole = true;

    void add(byte[] array, int from, int to) {
        bytes += to - from;
        if (bytes > MAX_BYTES) {
            whole = false;
            parts.clear();
        } else if (whole) {
            parts.add(new Slice(array, from, to));
        }
    }

    /// Whether all of it is here.
    boolean isWhole() {
        return whole;
    }

    void send(Call to) {
        parts.forEach(part -> to.write(part.array(), part.from(), part.to()));
    }
}
