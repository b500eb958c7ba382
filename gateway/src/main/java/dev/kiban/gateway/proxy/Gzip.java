package dev.kiban.gateway.proxy;

import dev.kiban.transcode.Refusal;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.zip.GZIPInputStream;

/// Decompresses a body or a message as a whole, up to a limit.
final class Gzip {
    private Gzip() {}

    /// @throws Refusal if it is no gzip, or more than `limit` bytes
    static byte[] inflate(byte[] bytes, int from, int to, int limit) {
        try (GZIPInputStream in =
                new GZIPInputStream(new ByteArrayInputStream(bytes, from, to - from))) {
            byte[] inflated = in.readNBytes(limit);
            if (in.read() >= 0) {
                throw Refusal.tooLarge("decompressed, it is larger than " + limit + " bytes");
            }
            return inflated;
        } catch (IOException e) {
            throw Refusal.invalid("it is not valid gzip");
        }
    }
}
