package dev.kiban.runtime.http.wire;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.netty.util.AsciiString;
import java.io.ByteArrayOutputStream;

/// What a reader has read, as text: one line for each head, field, body and end.
final class Transcript implements RequestReader.Requests {
    private final StringBuilder fields = new StringBuilder();
    private final StringBuilder text = new StringBuilder();
    private final ByteArrayOutputStream body = new ByteArrayOutputStream();

    /// Reads all of it in pieces that end where `cuts` say.
    static String of(byte[] bytes, int... cuts) throws RequestFault {
        Transcript transcript = new Transcript();
        RequestReader reader = new RequestReader(transcript, 1_000, 4_000);
        int from = 0;
        for (int cut : cuts) {
            from = read(reader, bytes, from, cut);
        }
        read(reader, bytes, from, bytes.length);
        return transcript.text.toString();
    }

    static String of(String requests, int... cuts) throws RequestFault {
        return of(requests.getBytes(ISO_8859_1), cuts);
    }

    private static int read(RequestReader reader, byte[] bytes, int from, int to)
            throws RequestFault {
        int at = from;
        int taken = 1;
        while (at < to && taken > 0) {
            taken = reader.step(bytes, at, to);
            at += taken;
        }
        return at;
    }

    @Override
    public void field(AsciiString name, AsciiString value) {
        fields.append(name).append(": ").append(value).append('\n');
    }

    @Override
    public void head(RequestHead head) {
        text.append(head.method()).append(' ').append(head.target()).append('\n');
        text.append(fields);
        text.append(head.hasChunks() ? "" : "HTTP/1.0\n");
        text.append(head.keepsAlive() ? "" : "last\n");
        fields.setLength(0);
    }

    @Override
    public void body(byte[] bytes, int from, int to) {
        body.write(bytes, from, to - from);
    }

    @Override
    public void ended() {
        text.append(body.toString(ISO_8859_1)).append("\n\n");
        body.reset();
    }
}
