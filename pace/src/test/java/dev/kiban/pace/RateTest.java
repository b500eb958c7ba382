package dev.kiban.pace;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RateTest {
    @ParameterizedTest
    @CsvSource({
        "500/s, 500/s",
        "317102/h, 88.1/s",
        "3601/h, 1/s",
        "5000/h, 1.39/s",
        "3599/h, 60/m",
        "1000/h, 16.7/m",
        "59/h, 59/h",
        "0/s, 0/h",
        "4444444444/h, 1234568/s",
    })
    void peopleReadThreeDigits(String written, String rounded) {
        assertThat(Rate.parse(written).rounded()).isEqualTo(rounded);
    }
}
