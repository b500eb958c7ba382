package dev.kiban.runtime.telemetry.trace;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TraceContextTest {
    private static final String VALID = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";

    @Test
    void readsTheExampleOfTheSpecification() {
        assertThat(TraceContext.parse(VALID, "congo=t61rcWkgMzE"))
                .hasValue(
                        new TraceContext(
                                0x4bf92f3577b34da6L,
                                0xa3ce929d0e0e4736L,
                                0x00f067aa0ba902b7L,
                                1,
                                "congo=t61rcWkgMzE"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "00",
                "ff-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
                "00-00000000000000000000000000000000-00f067aa0ba902b7-01",
                "00-4bf92f3577b34da6a3ce929d0e0e4736-0000000000000000-01",
                "00-4BF92F3577B34DA6A3CE929D0E0E4736-00f067aa0ba902b7-01",
                "00-4bf92f3577b34da6a3ce929d0e0e473g-00f067aa0ba902b7-01",
                "00_4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
                "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-0",
                "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-0x",
                "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01-",
                "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01-what",
                "01-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01what",
                " 00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
            })
    void refusesWhatIsNotValid(String traceparent) {
        assertThat(TraceContext.parse(traceparent, "")).isEmpty();
    }

    @Test
    void readsALaterVersionAsFarAsItKnowsIt() {
        String later = "cc-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-ff-more";

        assertThat(TraceContext.parse(later, "").orElseThrow().traceparent())
                .isEqualTo("00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-03");
    }

    @Property
    void writesWhatItReads(
            @ForAll long high, @ForAll long low, @ForAll long span, @ForAll boolean sampled) {
        TraceContext context = new TraceContext(high | 1, low, span | 1, sampled ? 1 : 0, "");

        assertThat(TraceContext.parse(context.traceparent(), "")).hasValue(context);
    }

    @Property
    void neverFailsOnAnyText(@ForAll String traceparent, @ForAll String tracestate) {
        assertThat(TraceContext.parse(traceparent, tracestate)).isEmpty();
    }
}
