package dev.kiban.fleamarket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class OptionsTest {

    @Test
    void fallsBackToTheDefaultOfWhatIsNotGiven() {
        Options options = Options.parse(List.of("--port", "7"), "port", "beat");

        assertThat(options.number("port", 1)).isEqualTo(7);
        assertThat(options.number("items", 5)).isEqualTo(5);
        assertThat(options.duration("beat", "250ms")).isEqualTo(Duration.ofMillis(250));
    }

    @Test
    void namesTheOptionsThereAreWhenOneIsUnknown() {
        assertThatThrownBy(() -> Options.parse(List.of("--prot", "7"), "port", "beat"))
                .hasMessage("unknown option '--prot': use --port, --beat");
    }

    @Test
    void refusesValuesThatAreMissingOrNoNumber() {
        assertThatThrownBy(() -> Options.parse(List.of("--port"), "port"))
                .hasMessage("option '--port' needs a value");
        assertThatThrownBy(() -> Options.parse(List.of("--port", "x"), "port").number("port", 1))
                .hasMessage("option '--port x' must be a whole number");
        assertThatThrownBy(
                        () -> Options.parse(List.of("--beat", "1h"), "beat").duration("beat", "1s"))
                .hasMessage("option '--beat 1h' must look like 500ms or 2s");
    }
}
