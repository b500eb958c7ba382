package dev.kiban.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ServiceNameTest {

    @ParameterizedTest
    @ValueSource(strings = {"a", "item", "item-2", "7up"})
    void isAnRfc1123Label(String value) {
        assertThat(new ServiceName(value)).hasToString(value);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Item", "-item", "item-", "it_em", "a.b", "it em"})
    void refusesWhatIsNoLabelAndNamesIt(String value) {
        assertThatThrownBy(() -> new ServiceName(value))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("service name '" + value + "'");
    }

    @Test
    void refusesMoreThan63Characters() {
        assertThat(new ServiceName("a".repeat(63)).value()).hasSize(63);
        assertThatThrownBy(() -> new ServiceName("a".repeat(64)))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
