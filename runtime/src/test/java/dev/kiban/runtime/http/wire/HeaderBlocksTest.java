package dev.kiban.runtime.http.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http2.DefaultHttp2HeadersDecoder;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.util.AsciiString;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class HeaderBlocksTest {
    private static final CharSequence NAME = AsciiString.cached("content-type");
    private static final CharSequence AUTHORITY = AsciiString.cached("example.com");
    private static final CharSequence VALUE = AsciiString.cached("application/grpc");

    private final HeaderBlocks blocks = new HeaderBlocks();

    @Test
    void saysWhatIsAlwaysTheSameInFewBytesTheSecondTime() throws Exception {
        Http2Head head = head("/kiban.Shop/GetItem", new Fields().add(NAME, VALUE));
        blocks.encode(head);

        assertThat(blocks.encode(head)).isLessThan(12);
    }

    @Test
    void keepsNothingThatIsOfOneRequestOnly() throws Exception {
        Fields fields = new Fields().add("authorization", "Bearer secret");
        blocks.encode(head("/", new Fields()));
        int first = blocks.encode(head("/a?token=secret", fields));

        assertThat(blocks.encode(head("/a?token=secret", fields))).isEqualTo(first);
    }

    /// With names and values of all lengths, more constants and targets than the table has room
    /// for, and tables that change their size.
    @Property(tries = 200)
    void sayWhatAnotherDecoderReads(@ForAll long seed) throws Exception {
        HeaderBlocks out = new HeaderBlocks();
        DefaultHttp2HeadersDecoder in = new DefaultHttp2HeadersDecoder(false, 1 << 20);
        Random random = new Random(seed);
        List<CharSequence> constants = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            constants.add(AsciiString.cached(word(random, 150)));
        }
        for (int i = 0; i < 60; i++) {
            if (random.nextInt(20) == 0) {
                int size = random.nextInt(5_000);
                in.maxHeaderTableSize(size);
                out.tableBytes(size);
            }
            Http2Head head = head("/" + random.nextInt(100), fields(constants, random));

            assertThat(decoded(in, out, head)).isEqualTo(written(head));
        }
    }

    private static Fields fields(List<CharSequence> constants, Random random) {
        Fields fields = new Fields();
        for (int i = random.nextInt(30); i > 0; i--) {
            CharSequence constant = constants.get(random.nextInt(constants.size()));
            switch (random.nextInt(3)) {
                case 0 -> fields.add(NAME, constant);
                case 1 -> fields.add(constant, VALUE);
                default -> fields.add("X-" + word(random, 200), word(random, 9_000));
            }
        }
        return fields;
    }

    private static String word(Random random, int longest) {
        return "Ab1-".repeat(longest / 4 + 1).substring(0, 1 + random.nextInt(longest));
    }

    private static Http2Head head(String target, Fields fields) {
        return new Http2Head("POST", false, AUTHORITY, target, fields);
    }

    private static List<String> decoded(
            DefaultHttp2HeadersDecoder in, HeaderBlocks out, Http2Head head) throws Http2Exception {
        int length = out.encode(head);
        Http2Headers read = in.decodeHeaders(1, Unpooled.wrappedBuffer(out.block(), 0, length));
        List<String> fields = new ArrayList<>();
        read.forEach(field -> fields.add(field.getKey() + ": " + field.getValue()));
        return fields;
    }

    private static List<String> written(Http2Head head) {
        List<String> fields = new ArrayList<>();
        fields.add(":method: " + head.method());
        fields.add(":scheme: http");
        fields.add(":path: " + head.target());
        fields.add(":authority: " + head.authority());
        FieldList list = head.fields();
        for (int i = 0; i < list.size(); i++) {
            fields.add(list.name(i).toString().toLowerCase(Locale.ROOT) + ": " + list.value(i));
        }
        return fields;
    }

    private static final class Fields implements FieldList {
        private final List<CharSequence> names = new ArrayList<>();
        private final List<CharSequence> values = new ArrayList<>();

        Fields add(CharSequence name, CharSequence value) {
            names.add(name);
            values.add(value);
            return this;
        }

        @Override
        public int size() {
            return names.size();
        }

        @Override
        public CharSequence name(int index) {
            return names.get(index);
        }

        @Override
        public CharSequence value(int index) {
            return values.get(index);
        }
    }
}
