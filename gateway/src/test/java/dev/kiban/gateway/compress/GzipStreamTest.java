package dev.kiban.gateway.compress;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.zip.GZIPInputStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class GzipStreamTest {

    @Property(tries = 300)
    void givesBackWhatWasAdded(@ForAll @Size(max = 20) List<byte[]> pieces) throws IOException {
        ByteArrayOutputStream plain = new ByteArrayOutputStream();
        ByteArrayOutputStream sent = new ByteArrayOutputStream();
        try (GzipStream stream = new GzipStream()) {
            for (byte[] piece : pieces) {
                plain.writeBytes(piece);
                sent.writeBytes(stream.add(piece, 0, piece.length));
            }
            sent.writeBytes(stream.finish(new byte[0], 0, 0));
        }

        assertThat(inflate(sent.toByteArray())).isEqualTo(plain.toByteArray());
    }

    @Test
    void canBeReadUpToWhatWasAddedLast() throws IOException {
        try (GzipStream stream = new GzipStream()) {
            byte[] event = "data: {\"price\":4200}\n\n".getBytes(StandardCharsets.UTF_8);

            byte[] sent = stream.add(event, 0, event.length);

            try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(sent))) {
                assertThat(in.readNBytes(event.length)).isEqualTo(event);
            }
        }
    }

    @Test
    void becomesSmallerThanTextIs() {
        byte[] text = "{\"name\":\"Wool coat\"},".repeat(500).getBytes(StandardCharsets.UTF_8);
        try (GzipStream stream = new GzipStream()) {
            assertThat(stream.finish(text, 0, text.length).length).isLessThan(text.length / 20);
        }
    }

    private static byte[] inflate(byte[] bytes) throws IOException {
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
            return in.readAllBytes();
        }
    }
}
