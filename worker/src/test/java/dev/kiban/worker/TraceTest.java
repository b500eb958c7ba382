package dev.kiban.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TraceTest {
    private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";
    private static final String PARENT = "b7ad6b7169203331";

    @Test
    void goesOnWhereAJobBelongsToATrace() {
        Trace trace = of("00-%s-%s-01".formatted(TRACE, PARENT));

        assertThat(trace.traceparent()).matches("00-%s-[0-9a-f]{16}-01".formatted(TRACE));
        assertThat(trace.spanId()).isNotEqualTo(PARENT);
    }

    @Test
    void readsALaterVersionAsFarAsTheFirstGoes() {
        assertThat(of("01-%s-%s-00-more".formatted(TRACE, PARENT)).traceId()).isEqualTo(TRACE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331",
                "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01-more",
                "ff-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
                "00-00000000000000000000000000000000-b7ad6b7169203331-01",
                "00-0af7651916cd43dd8448eb211c80319c-0000000000000000-01",
                "00-0AF7651916CD43DD8448EB211C80319C-b7ad6b7169203331-01"
            })
    void beginsWhereAJobBelongsToNone(String header) {
        Trace trace = of(header);

        assertThat(trace.traceId()).isNotEqualTo(TRACE).matches("[0-9a-f]{32}");
        assertThat(trace.flags()).isEqualTo("00");
    }

    private static Trace of(String header) {
        Job<String> job = new Job<>("", Map.of(Trace.TRACEPARENT, header), Optional.empty(), false);
        return Trace.of(job, new SplittableRandom(7));
    }
}
