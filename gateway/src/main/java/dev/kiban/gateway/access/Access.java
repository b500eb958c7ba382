package dev.kiban.gateway.access;

import dev.kiban.definition.AccessRule;
import dev.kiban.definition.Location;
import dev.kiban.gateway.access.Admission.Passed;
import dev.kiban.gateway.access.Admission.Refused;
import dev.kiban.transcode.http.GrpcCode;

/// Who may call a route, ready to decide.
public sealed interface Access {

    /// Whether a request may go on.
    Admission admit();

    /// The rule in words: who may call.
    String text();

    /// Where the rule stands in the definitions.
    Location at();

    /// What a rule of the definitions comes to.
    static Access of(AccessRule rule) {
        return switch (rule) {
            case AccessRule.Anyone(Location at) -> new Open(at);
            case AccessRule.Nobody(Location at) -> new Closed(at);
        };
    }

    /// Whoever comes may call.
    record Open(Location at) implements Access {
        private static final Admission PASSED = new Passed();

        @Override
        public Admission admit() {
            return PASSED;
        }

        @Override
        public String text() {
            return "anyone may call";
        }
    }

    /// No one may call.
    record Closed(Location at) implements Access {
        private static final Admission REFUSED =
                new Refused(GrpcCode.PERMISSION_DENIED, "the route is closed");

        @Override
        public Admission admit() {
            return REFUSED;
        }

        @Override
        public String text() {
            return "nobody may call";
        }
    }
}
