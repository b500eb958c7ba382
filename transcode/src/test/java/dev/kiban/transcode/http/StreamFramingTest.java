package dev.kiban.transcode.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kiban.transcode.ByteSink;
import dev.kiban.transcode.Slice;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StreamFramingTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "JSON_ARRAY | '' | []",
                "JSON_ARRAY | 1 | '[1\n]'",
                "JSON_ARRAY | 1 2 3 | '[1\n,2\n,3\n]'",
                "NDJSON | '' | ''",
                "NDJSON | 1 2 | '1\n2\n'",
                "EVENT_STREAM | '' | ''",
                "EVENT_STREAM | 1 2 | 'data: 1\n\ndata: 2\n\n'"
            })
    void framesAWholeStream(StreamFraming framing, String messages, String body) {
        ByteSink sink = new ByteSink(1000);

        framing.end(write(framing, messages, sink), sink);

        assertThat(sink.slice()).hasToString(body);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "JSON_ARRAY | '' | [{\"error\":{\"code\":5}}",
                "JSON_ARRAY | 1 | '[1\n,{\"error\":{\"code\":5}}'",
                "NDJSON | 1 | '1\n{\"error\":{\"code\":5}}\n'",
                "EVENT_STREAM | 1 | 'data: 1\n\nevent: error\ndata: {\"code\":5}\n\n'"
            })
    void aStreamThatFailsEndsWithItsStatusAndAnArrayStaysOpen(
            StreamFraming framing, String messages, String body) {
        ByteSink sink = new ByteSink(1000);

        framing.error(write(framing, messages, sink), Slice.utf8("{\"code\":5}"), sink);

        assertThat(sink.slice()).hasToString(body);
    }

    private static int write(StreamFraming framing, String messages, ByteSink sink) {
        List<String> all = messages.isEmpty() ? List.of() : List.of(messages.split(" ", -1));
        for (int i = 0; i < all.size(); i++) {
            framing.beforeMessage(i, sink);
            sink.write(Slice.utf8(all.get(i)).array());
            framing.afterMessage(sink);
        }
        return all.size();
    }
}
