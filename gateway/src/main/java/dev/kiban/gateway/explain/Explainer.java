package dev.kiban.gateway.explain;

import dev.kiban.definition.Definitions;
import dev.kiban.definition.RateLimit;
import dev.kiban.gateway.GatewayPlan;
import dev.kiban.gateway.Preflight;
import dev.kiban.gateway.Routing;
import dev.kiban.gateway.Routing.BadPath;
import dev.kiban.gateway.Routing.NotFound;
import dev.kiban.gateway.Routing.NotYet;
import dev.kiban.gateway.Routing.ToGrpc;
import dev.kiban.gateway.Routing.ToHttp;
import dev.kiban.gateway.Routing.ToTranscoded;
import dev.kiban.gateway.Routing.WrongMethod;
import dev.kiban.gateway.Target;
import dev.kiban.gateway.Target.GrpcTarget;
import dev.kiban.gateway.Target.HttpTarget;
import dev.kiban.gateway.Target.TranscodedTarget;
import dev.kiban.gateway.access.Access;
import dev.kiban.gateway.access.Admission;
import dev.kiban.gateway.access.Admission.Passed;
import dev.kiban.gateway.access.Admission.PassedAs;
import dev.kiban.gateway.access.Admission.Refused;
import dev.kiban.gateway.access.Admission.Waits;
import dev.kiban.gateway.access.Certificates;
import dev.kiban.gateway.access.Client;
import dev.kiban.gateway.access.Credentials;
import dev.kiban.gateway.access.Identity;
import dev.kiban.gateway.access.Identity.Proof;
import dev.kiban.gateway.access.Shown;
import dev.kiban.gateway.access.Sources;
import dev.kiban.gateway.access.Tokens;
import dev.kiban.gateway.access.UnverifiedTokens;
import dev.kiban.gateway.explain.Explanation.End;
import dev.kiban.gateway.explain.Explanation.Line;
import dev.kiban.gateway.explain.Explanation.Stage;
import dev.kiban.gateway.split.Asked;
import dev.kiban.transcode.http.GrpcCode;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/// Says what a plan would do with a request, stage by stage.
///
/// ```java
/// new Explainer(definitions, plan, clock)
///         .explain(new Question("GET", "/v1/items/m1", List.of()))
///         .lines().forEach(System.out::println);
/// ```
public final class Explainer {
    private final Definitions definitions;
    private final GatewayPlan plan;
    private final UnverifiedTokens tokens;
    private final Present present;

    /// Of a plan that nobody serves by.
    ///
    /// @param definitions what the plan was compiled from
    /// @param clock by which tokens expire
    public Explainer(Definitions definitions, GatewayPlan plan, InstantSource clock) {
        this(definitions, plan, clock, Present.UNKNOWN);
    }

    /// Of a plan that a gateway serves by.
    ///
    /// @param present what is not in the plan
    public Explainer(
            Definitions definitions, GatewayPlan plan, InstantSource clock, Present present) {
        this.definitions = definitions;
        this.plan = plan;
        this.tokens = new UnverifiedTokens(clock);
        this.present = present;
    }

    /// Runs the stages until one of them ends the request.
    public Explanation explain(Question question) {
        if (question.isPreflight()) {
            Preflight preflight = plan.preflight(question.requestedMethod(), question.path());
            if (preflight.cors().speaks()) {
                return CorsText.of(question, preflight);
            }
        }
        return switch (route(question)) {
            case ToTranscoded(var target, _) -> passing(question, target, rule(target));
            case ToGrpc(var target) ->
                    passing(question, target, "gRPC passed through: " + target.path());
            case ToHttp(var target) ->
                    passing(
                            question,
                            target,
                            "HTTP passed through: " + target.upstreamTarget(question.target()));
            case WrongMethod(Set<String> allow) ->
                    nowhere(405, "the path takes " + String.join(", ", allow));
            case NotFound _ -> nowhere(404, "no route has the path " + question.path());
            case BadPath(String why) -> nowhere(400, why);
            case NotYet(String why) -> nowhere(503, why);
        };
    }

    private Routing route(Question question) {
        boolean grpc = question.header("content-type").startsWith("application/grpc");
        return grpc
                ? plan.routeGrpc(question.path())
                : plan.route(question.method(), question.path());
    }

    private static String rule(TranscodedTarget target) {
        return "%s %s becomes a call of %s"
                .formatted(
                        target.binding().httpMethod(),
                        target.label(),
                        target.binding().rpc().fullName());
    }

    private Explanation nowhere(int status, String why) {
        List<Line> lines = new ArrayList<>(EntranceText.of(plan.entrance()));
        lines.add(new Line(Stage.ROUTE, why, Optional.empty()));
        return new Explanation(lines, new Explanation.Refused(status, why));
    }

    private Explanation passing(Question question, Target target, String how) {
        List<Line> lines = new ArrayList<>(EntranceText.of(plan.entrance()));
        lines.add(
                new Line(
                        Stage.ROUTE,
                        "service '%s': %s".formatted(target.service(), how),
                        Optional.of(target.terms().at())));
        if (!question.origin().isEmpty() && !(target instanceof GrpcTarget)) {
            lines.add(CorsText.of(question, target.terms().cors()));
        }
        return new Explanation(lines, run(question, target, lines));
    }

    /// What comes once it is known where the request leads.
    private End run(Question question, Target target, List<Line> lines) {
        addRates(target, RateLimit::isFirst, lines);
        Sources from = target.terms().from();
        if (from.matter()) {
            Optional<Client> client = client(question);
            lines.add(new Line(Stage.ADDRESS, text(from, client), from.at()));
            if (client.isPresent() && !from.take(client.get())) {
                return new Explanation.Refused(
                        Sources.REFUSED.code().httpStatus(), Sources.REFUSED.message());
            }
        }
        Access access = target.access(question.method());
        Admission admission =
                access.admit(access.asksWho() ? shown(question, access) : Tokens.NOT_ASKED);
        lines.add(new Line(Stage.ACCESS, text(access, admission), Optional.of(access.at())));
        if (admission instanceof Refused(_, GrpcCode code, String message, _)) {
            return new Explanation.Refused(code.httpStatus(), message);
        }
        addRates(target, rate -> !rate.isFirst(), lines);
        lines.add(new Line(Stage.LIMITS, limits(target), Optional.of(target.terms().at())));
        RetriesText.of(question, target).ifPresent(lines::add);
        return new BackendStages(definitions, target, present, lines)
                .run(new AskedOf(question, user(admission)));
    }

    private Shown shown(Question question, Access access) {
        Shown workload =
                Certificates.unproven(question.peer().certificates(), plan.callers().workloads());
        Credentials credentials =
                new Credentials(question.all("authorization"), question.all("x-api-key"));
        return access.names(workload) || credentials.isEmpty()
                ? workload
                : tokens.shown(credentials, plan.callers());
    }

    private static void addRates(Target target, Predicate<RateLimit> which, List<Line> lines) {
        target.terms().rates().stream()
                .filter(which)
                .forEach(
                        rate ->
                                lines.add(
                                        new Line(Stage.RATE, rate.text(), Optional.of(rate.at()))));
    }

    /// Where the request comes from, by the word of the proxies that it came through.
    private Optional<Client> client(Question question) {
        return question.peer()
                .address()
                .map(
                        address ->
                                plan.entrance()
                                        .proxies()
                                        .client(
                                                new Client(
                                                        Optional.of(address), address.toString()),
                                                question.all("x-forwarded-for")));
    }

    private static String text(Sources from, Optional<Client> client) {
        if (client.isEmpty()) {
            return "requests %s are taken: which one this is was not said".formatted(from.text());
        }
        return "%s: this is from %s; requests %s are taken"
                .formatted(
                        from.take(client.get()) ? "yes" : "no",
                        client.get().address().isPresent()
                                ? client.get().text()
                                : "who knows where",
                        from.text());
    }

    private static String text(Access access, Admission admission) {
        return switch (admission) {
            case Passed _ -> "yes: " + access.text();
            case PassedAs(Identity(String caller, String subject, _, Proof proof)) ->
                    switch (proof) {
                        case API_KEY -> "yes: %s; this is %s".formatted(access.text(), caller);
                        case CERTIFICATE ->
                                "yes: %s; this is %s as %s, if the client has the certificate's key"
                                        .formatted(access.text(), caller, subject);
                        case TOKEN ->
                                "yes: %s; this is %s of %s, if the token's signature is good"
                                        .formatted(access.text(), subject, caller);
                    };
            case Refused(_, _, String message, _) -> "no: %s; %s".formatted(access.text(), message);
            case Waits _ -> throw new IllegalStateException("nobody looks for keys here");
        };
    }

    private static String user(Admission admission) {
        return admission instanceof PassedAs(Identity identity) ? identity.subject() : "";
    }

    /// What of a question says where it goes.
    private record AskedOf(Question question, String user) implements Asked {

        @Override
        public String header(String name) {
            return question.header(name);
        }

        @Override
        public List<String> headers(String name) {
            return question.all(name);
        }
    }

    private static String limits(Target target) {
        String bytes =
                "request of %,d bytes, answer of %,d bytes"
                        .formatted(target.limits().requestBytes(), target.limits().responseBytes());
        String time = seconds(target);
        return switch (target) {
            case HttpTarget http ->
                    "request of %,d bytes%s, quiet for %s%s"
                            .formatted(
                                    target.limits().requestBytes(),
                                    buffered(target),
                                    time,
                                    webSockets(http));
            case GrpcTarget _ -> "answer within " + time;
            case TranscodedTarget _ -> bytes + ", within " + time;
        };
    }

    private static String webSockets(HttpTarget target) {
        return target.webSockets()
                .map(
                        allowed ->
                                "; %,d WebSockets, each quiet for %s"
                                        .formatted(
                                                allowed.atMost(), seconds(allowed.idleTimeout())))
                .orElse("");
    }

    private static String buffered(Target target) {
        int bytes = target.limits().bufferedBytes();
        return bytes == 0
                ? ""
                : ", of which %,d are read before the upstream is called".formatted(bytes);
    }

    private static String seconds(Target target) {
        return seconds(target.timeout());
    }

    private static String seconds(Duration time) {
        return time.toString().substring(2).toLowerCase(Locale.ROOT);
    }
}
