package dev.kiban.app.proof;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.DynamicMessage;
import java.util.List;

/// What the backend must have seen.
sealed interface ExpectedCall {

    /// The backend is never called.
    record None() implements ExpectedCall {}

    /// Not looked at.
    record Any() implements ExpectedCall {}

    /// One call.
    ///
    /// @param alternatives the requests that are right, each a list of messages
    /// @param refusable whether the gateway may refuse instead, and then call nobody
    record One(
            String rpc,
            Descriptor type,
            List<List<DynamicMessage>> alternatives,
            boolean refusable,
            ExpectedMetadata metadata)
            implements ExpectedCall {

        private void check(RecordedCall call) {
            assertThat(call.rpc()).isEqualTo(rpc);
            assertThat(alternatives)
                    .contains(
                            call.messages().stream()
                                    .map(wire -> Messages.read(type, wire))
                                    .toList());
            metadata.check(call);
        }
    }

    record ExpectedMetadata(List<Header> present, List<String> absent, List<String> traceIds) {

        private void check(RecordedCall call) {
            for (Header header : present) {
                assertThat(call.metadata(header.name())).as(header.name()).contains(header.value());
            }
            for (String name : absent) {
                assertThat(call.metadata().keys()).doesNotContain(name);
            }
            for (String id : traceIds) {
                assertThat(call.metadata("traceparent").orElse("none"))
                        .startsWith("00-" + id + "-");
            }
        }
    }

    default void check(List<RecordedCall> calls, Answer answer) {
        switch (this) {
            case Any() -> {}
            case None() -> assertThat(calls).as("calls, with " + answer).isEmpty();
            case One one -> {
                boolean refused = one.refusable() && answer.status() >= 400 && calls.isEmpty();
                if (!refused) {
                    assertThat(calls).as("calls, with " + answer).hasSize(1);
                    one.check(calls.getFirst());
                }
            }
        }
    }
}
