package dev.kiban.gateway.compress;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AcceptedCodingsTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    gzip                         | true  | false
                    gzip, deflate, br, zstd      | true  | true
                    GZIP;q=0.5, zstd;q=0.4       | true  | false
                    gzip;q=0.5, zstd;q=0.500     | true  | true
                    gzip;q=0, zstd               | false | true
                    *                            | true  | false
                    *;q=0                        | false | false
                    identity                     | false | false
                    gzip;q=nonsense              | false | false
                    gzip;q=2                     | false | false
                    x-gzip                       | true  | false
                    br                           | false | false
                    """)
    void readsWhatAClientTakes(String header, boolean gzip, boolean zstd) {
        assertThat(AcceptedCodings.of(header)).isEqualTo(new AcceptedCodings(gzip, zstd));
    }

    @Test
    void looksAtNoMoreThanAnyClientWrites() {
        assertThat(AcceptedCodings.of("x,".repeat(10_000) + "gzip").isEmpty()).isTrue();
        assertThat(AcceptedCodings.of("").isEmpty()).isTrue();
    }
}
