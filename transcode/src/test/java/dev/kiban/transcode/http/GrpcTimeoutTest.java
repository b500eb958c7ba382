package dev.kiban.transcode.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GrpcTimeoutTest {

    @ParameterizedTest
    @CsvSource({
        "50m, PT0.05S",
        "1S, PT1S",
        "2M, PT2M",
        "3H, PT3H",
        "7u, PT0.000007S",
        "9n, PT0.000000009S",
        "0n, PT0S",
        "00000010S, PT10S"
    })
    void readsDigitsAndAUnit(String header, Duration timeout) {
        assertThat(GrpcTimeout.parse(header)).contains(timeout);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "S", "1", "1s", "-1S", "+1S", "1.5S", " 1S", "1S ", "123456789n"})
    void refusesAllElse(String header) {
        assertThat(GrpcTimeout.parse(header)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "PT0S, 0n",
        "PT-1S, 0n",
        "PT0.05S, 50000000n",
        "PT0.1S, 100000u",
        "PT5S, 5000000u",
        "PT100S, 100000m",
        "P2D, 172800S",
        "P9999999999D, 2562047H"
    })
    void writesTheFinestUnitThatFits(Duration timeout, String header) {
        assertThat(GrpcTimeout.format(timeout)).isEqualTo(header);
    }

    @Test
    void theLargestHeaderDoesNotOverflow() {
        assertThat(GrpcTimeout.parse("99999999H")).contains(Duration.ofNanos(Long.MAX_VALUE));
    }

    @Property
    void losesLessThanAHundredThousandthAndNeverGainsTime(@ForAll @LongRange(min = 0) long nanos) {
        Duration timeout = Duration.ofNanos(nanos);

        Duration sent = GrpcTimeout.parse(GrpcTimeout.format(timeout)).orElseThrow();

        assertThat(sent).isLessThanOrEqualTo(timeout);
        assertThat(timeout.minus(sent)).isLessThanOrEqualTo(timeout.dividedBy(100_000));
    }
}
