package dev.kiban.gateway.proxy;

import dev.kiban.gateway.Target;
import dev.kiban.gateway.access.Access;
import dev.kiban.gateway.access.Admission;
import dev.kiban.gateway.access.Admission.Passed;
import dev.kiban.gateway.access.Admission.PassedAs;
import dev.kiban.gateway.access.Admission.Refused;
import dev.kiban.gateway.access.Admission.Waits;
import dev.kiban.gateway.access.Callers;
import dev.kiban.gateway.access.Certificates;
import dev.kiban.gateway.access.Credentials;
import dev.kiban.gateway.access.Shown;
import dev.kiban.gateway.access.Sources;
import dev.kiban.gateway.access.Tokens;
import dev.kiban.runtime.http.Deadlines;
import dev.kiban.runtime.http.Deadlines.Deadline;
import dev.kiban.runtime.http.ExchangeEvents;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// Lets requests of one loop in, or says why not.
///
/// A token may name a key that is not here yet, though its issuer has it. Such requests wait for
/// the fetch, a few of them and not for long.
final class Doorkeeper {
    private static final int MAX_WAITING = 1_000;
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final Tokens tokens;
    private final Certificates certificates;
    private final Deadlines deadlines;
    private final Set<Waiting> waiting = new LinkedHashSet<>();

    Doorkeeper(Tokens tokens, Certificates certificates, Deadlines deadlines) {
        this.tokens = tokens;
        this.certificates = certificates;
        this.deadlines = deadlines;
    }

    /// Sees whether whoever calls may call the route; otherwise says so.
    ///
    /// @param onward what to do if they may, now or soon
    void admit(Request request, Target target, Runnable onward) {
        switch (ask(request, target)) {
            case Passed _ -> onward.run();
            case PassedAs(var identity) -> {
                request.isOf(identity);
                onward.run();
            }
            case Refused refused -> refuse(request, target, refused);
            case Waits(Refused otherwise) when waiting.size() < MAX_WAITING ->
                    new Waiting(request, target, onward, otherwise).begin();
            case Waits(Refused otherwise) -> refuse(request, target, otherwise);
        }
    }

    /// Keys have been fetched, or could not be.
    void keysChanged() {
        List.copyOf(waiting).forEach(Waiting::askAgain);
    }

    private Admission ask(Request request, Target target) {
        Sources from = target.terms().from();
        if (from.matter() && !from.take(request.client())) {
            return Sources.REFUSED;
        }
        Access access = target.access(request.exchange().method());
        return access.admit(access.asksWho() ? shown(request, access) : Tokens.NOT_ASKED);
    }

    /// A connection can be of a workload, and its requests bring tokens of those for whom it works:
    /// what counts is whom the route names.
    private Shown shown(Request request, Access access) {
        Callers callers = request.plan().plan().callers();
        Shown workload =
                certificates.shown(request.exchange().clientCertificate(), callers.workloads());
        if (access.names(workload)) {
            return workload;
        }
        Credentials credentials =
                new Credentials(
                        request.headers().all(Names.AUTHORIZATION),
                        request.headers().all(Names.X_API_KEY));
        return credentials.isEmpty() ? workload : tokens.shown(credentials, callers);
    }

    /// In the words of who calls.
    private static void refuse(Request request, Target target, Refused refused) {
        request.isRefused(refused.reason());
        if (!refused.challenge().isEmpty()) {
            request.exchange().headers().set(Names.WWW_AUTHENTICATE, refused.challenge());
        }
        Answers.refusal(request, target, Failure.of(refused.code(), refused.message()));
    }

    /// A request that waits for a key.
    private final class Waiting implements ExchangeEvents {
        private final Request request;
        private final Target target;
        private final Runnable onward;
        private final Refused otherwise;
        private final Deadline deadline;

        Waiting(Request request, Target target, Runnable onward, Refused otherwise) {
            this.request = request;
            this.target = target;
            this.onward = onward;
            this.otherwise = otherwise;
            this.deadline = deadlines.after(PATIENCE, this::giveUp);
        }

        void begin() {
            waiting.add(this);
            request.exchange().listen(this);
            request.hold();
        }

        void askAgain() {
            if (ask(request, target) instanceof Waits) {
                return; // the news are of another issuer
            }
            leave();
            try {
                admit(request, target, onward);
            } catch (RuntimeException fault) {
                Answers.status(request, Failure.OUR_FAULT);
                throw fault; // the loop logs it
            }
        }

        private void giveUp() {
            leave();
            refuse(request, target, otherwise);
        }

        private void leave() {
            waiting.remove(this);
            deadline.cancel();
        }

        @Override
        public void bytes(byte[] bytes, int from, int to) {}

        @Override
        public void ended() {}

        @Override
        public void writable() {}

        @Override
        public void gone() {
            leave();
            request.gone();
        }
    }
}
