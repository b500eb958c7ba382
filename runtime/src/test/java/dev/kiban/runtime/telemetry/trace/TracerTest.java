package dev.kiban.runtime.telemetry.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class TracerTest {
    private static final String SAMPLED = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
    private static final String UNSAMPLED =
            "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-00";

    @Test
    void carriesTheContextOnUntouchedWhenNothingIsRecorded() {
        Trace trace = Tracer.carrying().begin(SAMPLED, "a=1");

        assertThat(trace).isInstanceOf(Trace.Carried.class);
        assertThat(trace.onward().orElseThrow().traceparent()).isEqualTo(SAMPLED);
        assertThat(trace.onward().orElseThrow().state()).isEqualTo("a=1");
    }

    @Test
    void startsNoTraceWhenNothingIsRecorded() {
        assertThat(Tracer.carrying().begin("", "")).isEqualTo(Trace.None.NONE);
        assertThat(Tracer.carrying().begin("junk", "a=1").onward()).isEmpty();
    }

    @Test
    void recordsTwoSpansBelowTheCaller() {
        Trace trace = recording(new Sampling(true, 0)).begin(SAMPLED, "a=1");

        assertThat(trace)
                .isInstanceOfSatisfying(
                        Trace.Recorded.class,
                        recorded -> {
                            assertThat(recorded.parentSpanId()).isEqualTo(0x00f067aa0ba902b7L);
                            assertThat(recorded.server().traceLow()).isEqualTo(0xa3ce929d0e0e4736L);
                            assertThat(recorded.client().traceLow()).isEqualTo(0xa3ce929d0e0e4736L);
                            assertThat(recorded.client().state()).isEqualTo("a=1");
                            assertThat(recorded.server().spanId())
                                    .isNotEqualTo(recorded.client().spanId())
                                    .isNotEqualTo(recorded.parentSpanId());
                            assertThat(recorded.onward()).hasValue(recorded.client());
                        });
    }

    @Test
    void doesNotRecordWhatTheCallerDoesNot() {
        Trace trace = recording(Sampling.DEFAULT).begin(UNSAMPLED, "");

        assertThat(trace).isInstanceOf(Trace.Carried.class);
        assertThat(trace.onward().orElseThrow().traceparent()).isEqualTo(UNSAMPLED);
    }

    @Test
    void startsATraceWhenNoneOrABrokenOneCame() {
        assertThat(recording(Sampling.DEFAULT).begin("", ""))
                .isInstanceOfSatisfying(
                        Trace.Recorded.class,
                        recorded -> {
                            assertThat(recorded.parentSpanId()).isZero();
                            assertThat(recorded.client().sampled()).isTrue();
                        });
        assertThat(
                        recording(Sampling.DEFAULT)
                                .begin("00-junk", "a=1")
                                .onward()
                                .orElseThrow()
                                .state())
                .isEmpty();
    }

    @Test
    void tellsTheNextOneWhenATraceThatStartsHereIsNotRecorded() {
        Trace trace = recording(new Sampling(true, 0)).begin("", "");

        assertThat(trace).isInstanceOf(Trace.Carried.class);
        assertThat(trace.onward().orElseThrow().sampled()).isFalse();
    }

    @Test
    void overrulesTheCallerWhenToldSo() {
        assertThat(
                        recording(new Sampling(false, 1))
                                .begin(UNSAMPLED, "")
                                .onward()
                                .orElseThrow()
                                .sampled())
                .isTrue();
        assertThat(
                        recording(new Sampling(false, 0))
                                .begin(SAMPLED, "")
                                .onward()
                                .orElseThrow()
                                .sampled())
                .isFalse();
    }

    @Test
    void recordsTheRatioOfTracesThatItIsToldTo() {
        Tracer tracer = recording(new Sampling(true, 0.25));

        int recorded = 0;
        for (int i = 0; i < 10_000; i++) {
            recorded += tracer.begin("", "") instanceof Trace.Recorded ? 1 : 0;
        }

        assertThat(recorded).isBetween(2_300, 2_700); // the seed is fixed
    }

    @Test
    void refusesARatioThatIsNone() {
        assertThatThrownBy(() -> new Sampling(true, 1.1)).hasMessageContaining("from 0 to 1");
        assertThatThrownBy(() -> new Sampling(true, Double.NaN))
                .hasMessageContaining("from 0 to 1");
    }

    private static Tracer recording(Sampling sampling) {
        return Tracer.recording(sampling, new SplittableRandom(42));
    }
}
