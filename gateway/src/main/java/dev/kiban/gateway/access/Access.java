package dev.kiban.gateway.access;

import dev.kiban.definition.AccessRule;
import dev.kiban.definition.AccessRule.Allowed;
import dev.kiban.definition.AccessRule.Anyone;
import dev.kiban.definition.AccessRule.Nobody;
import dev.kiban.definition.Location;
import dev.kiban.gateway.access.Admission.Passed;
import dev.kiban.gateway.access.Admission.PassedAs;
import dev.kiban.gateway.access.Admission.Reason;
import dev.kiban.gateway.access.Admission.Refused;
import dev.kiban.gateway.access.Admission.Waits;
import dev.kiban.gateway.access.Shown.CertificateRefused;
import dev.kiban.gateway.access.Shown.KeyMissing;
import dev.kiban.gateway.access.Shown.KeyUnknown;
import dev.kiban.gateway.access.Shown.Nothing;
import dev.kiban.gateway.access.Shown.Proven;
import dev.kiban.gateway.access.Shown.Unproven;
import dev.kiban.transcode.http.GrpcCode;
import java.util.List;

/// Who may call a route, ready to decide.
public sealed interface Access {

    /// Whether it matters who calls.
    boolean asksWho();

    /// Whether a request may go on.
    ///
    /// @param shown [Shown.Nothing] if it does not matter who calls
    Admission admit(Shown shown);

    /// Whether the rule names this caller. Then its certificate is enough, and a token that the
    /// request brings along is for the service to read.
    default boolean names(Shown shown) {
        return false;
    }

    /// The rule in words: who may call.
    String text();

    /// Where the rule stands in the definitions.
    Location at();

    /// What a rule of the definitions comes to, for one method.
    static Access of(AccessRule rule, String method) {
        return switch (rule) {
            case Anyone(Location at) -> new Open(at);
            case Nobody(Location at) -> new Closed(at);
            case Allowed allowed ->
                    new Guarded(allowed.callers(), allowed.scopesOf(method), allowed.at());
        };
    }

    /// Whoever comes may call.
    record Open(Location at) implements Access {
        private static final Admission PASSED = new Passed();

        @Override
        public boolean asksWho() {
            return false;
        }

        @Override
        public Admission admit(Shown shown) {
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
                new Refused(Reason.CLOSED, GrpcCode.PERMISSION_DENIED, "the route is closed");

        @Override
        public boolean asksWho() {
            return false;
        }

        @Override
        public Admission admit(Shown shown) {
            return REFUSED;
        }

        @Override
        public String text() {
            return "nobody may call";
        }
    }

    /// Those may call who are named here, and were granted all of the scopes.
    record Guarded(List<String> callers, List<String> scopes, Location at) implements Access {
        private static final Admission NOTHING_SHOWN =
                new Refused(
                        Reason.NOTHING_SHOWN,
                        GrpcCode.UNAUTHENTICATED,
                        "the route needs a token or a key: send 'authorization: Bearer …' or 'x-api-key: …', or call with a client certificate",
                        "Bearer");
        private static final Admission KEY_UNKNOWN =
                new Refused(
                        Reason.API_KEY, GrpcCode.UNAUTHENTICATED, "the API key is not known here");

        public Guarded {
            callers = List.copyOf(callers);
            scopes = List.copyOf(scopes);
        }

        @Override
        public boolean asksWho() {
            return true;
        }

        @Override
        public boolean names(Shown shown) {
            return shown instanceof Proven(Identity identity)
                    && callers.contains(identity.caller());
        }

        @Override
        public Admission admit(Shown shown) {
            return switch (shown) {
                case Proven(Identity identity) -> admit(identity);
                case Nothing _ -> NOTHING_SHOWN;
                case Unproven(String why) -> invalid(why);
                case KeyUnknown _ -> KEY_UNKNOWN;
                case CertificateRefused(String why) ->
                        new Refused(
                                Reason.CERTIFICATE,
                                GrpcCode.UNAUTHENTICATED,
                                "the client certificate is not accepted: " + why);
                case KeyMissing(boolean searching, boolean othersKnown) -> {
                    Refused refused =
                            othersKnown
                                    ? invalid("its issuer has no such key")
                                    : new Refused(
                                            Reason.NO_KEYS,
                                            GrpcCode.UNAVAILABLE,
                                            "the keys to verify the token are not here yet");
                    yield searching ? new Waits(refused) : refused;
                }
            };
        }

        @Override
        public String text() {
            String who = String.join(", ", callers) + " may call";
            return scopes.isEmpty() ? who : who + " with " + String.join(" ", scopes);
        }

        private Admission admit(Identity identity) {
            if (!callers.contains(identity.caller())) {
                return new Refused(
                        Reason.CALLER,
                        GrpcCode.PERMISSION_DENIED,
                        "the route is not for %s".formatted(identity.caller()));
            }
            if (!identity.scopes().containsAll(scopes)) {
                String needed = String.join(" ", scopes);
                return new Refused(
                        Reason.SCOPE,
                        GrpcCode.PERMISSION_DENIED,
                        "the call needs the scope " + needed,
                        "Bearer error=\"insufficient_scope\", scope=\"%s\"".formatted(needed));
            }
            return new PassedAs(identity);
        }

        private static Refused invalid(String why) {
            return new Refused(
                    Reason.TOKEN,
                    GrpcCode.UNAUTHENTICATED,
                    "the token is not accepted: " + why,
                    "Bearer error=\"invalid_token\", error_description=\"%s\"".formatted(why));
        }
    }
}
