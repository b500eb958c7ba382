package dev.kiban.runtime.telemetry.trace;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class B3Test {
    private static final String TRACE = "80f198ee56343ba864fe8b2a57d3eff7";
    private static final String SPAN = "e457b5a2e4d86bd1";

    @ParameterizedTest
    @CsvSource({
        "1, 01",
        "d, 01",
        "0, 00",
        "1-05e3ac9a4f6e3b90, 01",
    })
    void readsTheSingleHeader(String rest, String flags) {
        String traceparent = B3.traceparent(TRACE + "-" + SPAN + "-" + rest);

        assertThat(traceparent).isEqualTo("00-%s-%s-%s".formatted(TRACE, SPAN, flags));
        assertThat(TraceContext.parse(traceparent, "")).isPresent();
    }

    @Test
    void readsShortTraceIdsAndContextsWithoutADecision() {
        assertThat(B3.traceparent("64FE8B2A57D3EFF7", SPAN, ""))
                .isEqualTo("00-000000000000000064fe8b2a57d3eff7-" + SPAN + "-01");
        assertThat(B3.traceparent(TRACE + "-" + SPAN))
                .isEqualTo("00-%s-%s-01".formatted(TRACE, SPAN));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "0",
                "-",
                "x-y-1",
                "80f198ee56343ba864fe8b2a57d3eff7-e457b5a2e4d86bd-1",
                "80f198ee56343ba864fe8b2a57d3eff780-e457b5a2e4d86bd1-1",
                "00000000000000000000000000000000-e457b5a2e4d86bd1-1"
            })
    void takesNothingThatIsNone(String b3) {
        assertThat(TraceContext.parse(B3.traceparent(b3), "")).isEmpty();
    }

    @Test
    void writesWhatItReads() {
        String b3 = TRACE + "-" + SPAN + "-1";
        TraceContext context = TraceContext.parse(B3.traceparent(b3), "").orElseThrow();

        assertThat(B3.single(context)).isEqualTo(b3);
        assertThat(B3.traceparent(B3.traceId(context), B3.spanId(context), B3.sampled(context)))
                .isEqualTo(context.traceparent());
    }
}
