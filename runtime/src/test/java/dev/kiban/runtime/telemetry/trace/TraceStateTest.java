package dev.kiban.runtime.telemetry.trace;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TraceStateTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "a=1",
                "rojo=00f067aa0ba902b7,congo=t61rcWkgMzE",
                "fw529a3039@dt=FfxO0bHz, 0a-b*c/d=x y ,\t,z=!"
            })
    void keepsAValidListAsItIs(String list) {
        assertThat(TraceState.check(list)).isEqualTo(list);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"a", "=1", "a=", "A=1", "a=1=2", "a=é", "a=1,b", "-a=1", "a b=1", "a=1\n"})
    void dropsAListThatIsNot(String list) {
        assertThat(TraceState.check(list)).isEmpty();
    }

    @Test
    void hasLimits() {
        assertThat(TraceState.check(entries(32))).isNotEmpty();
        assertThat(TraceState.check(entries(33))).isEmpty();
        assertThat(TraceState.check("a=" + "x".repeat(256))).isNotEmpty();
        assertThat(TraceState.check("a=" + "x".repeat(257))).isEmpty();
        assertThat(TraceState.check("a".repeat(257) + "=x")).isEmpty();
        assertThat(TraceState.check(("a=" + "x".repeat(250) + ",").repeat(5))).isEmpty();
    }

    private static String entries(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> "k" + i + "=v")
                .collect(Collectors.joining(","));
    }
}
