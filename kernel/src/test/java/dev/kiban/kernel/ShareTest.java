package dev.kiban.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.math.BigDecimal;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ShareTest {

    @ParameterizedTest
    @CsvSource({
        "99.9%, 999000000",
        "100%, 1000000000",
        "0%, 0",
        "12.50%, 125000000",
        "99.9999999%, 999999999",
        "0.0000001%, 1"
    })
    void isReadExactly(String text, long partsPerBillion) {
        assertThat(Share.parse(text)).isEqualTo(new Share(partsPerBillion));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "99.9", "100.0000001%", "999%", "-1%", ".5%", "1e2%", "99.99999999%"})
    void refusesWhatIsNoShare(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> Share.parse(text));
    }

    @Test
    void leavesExactlyTheRest() {
        assertThat(Share.parse("99.9%").rest()).isEqualTo(Share.parse("0.1%"));
    }

    @Property
    void printsWhatReadsBackAsTheSame(@ForAll @LongRange(min = 0, max = Share.WHOLE) long parts) {
        Share share = new Share(parts);

        assertThat(Share.parse(share.toString())).isEqualTo(share);
    }

    @Property
    void printsTheNumberItself(@ForAll @LongRange(min = 0, max = Share.WHOLE) long parts) {
        String text = new Share(parts).toString();

        assertThat(new BigDecimal(text.replace("%", "")))
                .isEqualByComparingTo(BigDecimal.valueOf(parts).movePointLeft(7));
    }

    @Test
    void readsMillionthsInBothSpellings() {
        assertThat(Share.parseMillionths("0.01%")).isEqualTo(Share.parseMillionths("100ppm"));
        assertThat(Share.parseMillionths("100%").millionths()).isEqualTo(1_000_000);
        assertThat(Share.ofMillionths(1)).hasToString("0.0001%");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.00001%", "1", "ppm", "-1ppm", "1000001ppm", "12345678ppm", "101%"})
    void refusesWhatIsNoNumberOfMillionths(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> Share.parseMillionths(text));
    }
}
