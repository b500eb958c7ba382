package dev.kiban.transcode.http;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GrpcMessageTest {

    @ParameterizedTest
    @CsvSource({
        "Shelf 100 Not Found, Shelf 100 Not Found",
        "100%, 100%25",
        "naïve, na%C3%AFve",
        "a+b, a+b",
        "'line\nbreak', line%0Abreak"
    })
    void encodesWhatIsNoPrintableAscii(String message, String header) {
        assertThat(GrpcMessage.encode(message)).isEqualTo(header);
        assertThat(GrpcMessage.decode(header)).isEqualTo(message);
    }

    @ParameterizedTest
    @CsvSource({"100%, 100%", "%zz, %zz", "%4, %4", "%ff, \uFFFD", "%e3%81, \uFFFD"})
    void keepsWhatItCannotDecode(String header, String message) {
        assertThat(GrpcMessage.decode(header)).isEqualTo(message);
    }

    @Property
    void decodesWhatItEncoded(@ForAll @CharRange(from = '\0', to = '\uD7FF') String message) {
        String header = GrpcMessage.encode(message);

        assertThat(GrpcMessage.decode(header)).isEqualTo(message);
        assertThat(header.chars()).allMatch(c -> c >= ' ' && c <= '~');
    }
}
