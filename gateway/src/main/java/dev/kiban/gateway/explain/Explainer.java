package dev.kiban.gateway.explain;

import dev.kiban.definition.Definitions;
import dev.kiban.definition.Location;
import dev.kiban.definition.Service;
import dev.kiban.definition.Upstream;
import dev.kiban.gateway.GatewayPlan;
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
import dev.kiban.gateway.UpstreamTarget;
import dev.kiban.gateway.access.Access;
import dev.kiban.gateway.access.Admission.Passed;
import dev.kiban.gateway.access.Admission.Refused;
import dev.kiban.gateway.explain.Explanation.End;
import dev.kiban.gateway.explain.Explanation.Line;
import dev.kiban.gateway.explain.Explanation.Served;
import dev.kiban.gateway.explain.Explanation.Stage;
import dev.kiban.kernel.ServiceName;
import dev.kiban.transcode.http.GrpcCode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// Says what a plan would do with a request, stage by stage.
///
/// ```java
/// new Explainer(definitions, plan)
///         .explain(new Question("GET", "/v1/items/m1", List.of()))
///         .lines().forEach(System.out::println);
/// ```
public final class Explainer {
    private final Definitions definitions;
    private final GatewayPlan plan;

    /// @param definitions what the plan was compiled from
    public Explainer(Definitions definitions, GatewayPlan plan) {
        this.definitions = definitions;
        this.plan = plan;
    }

    /// Runs the stages until one of them ends the request.
    public Explanation explain(Question question) {
        return switch (route(question)) {
            case ToTranscoded(var target, _) -> passing(target, rule(target));
            case ToGrpc(var target) -> passing(target, "gRPC passed through: " + target.path());
            case ToHttp(var target) ->
                    passing(
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

    private static Explanation nowhere(int status, String why) {
        return new Explanation(
                List.of(new Line(Stage.ROUTE, why, Optional.empty())),
                new Explanation.Refused(status, why));
    }

    private Explanation passing(Target target, String how) {
        List<Line> lines = new ArrayList<>();
        lines.add(
                new Line(
                        Stage.ROUTE,
                        "service '%s': %s".formatted(target.service(), how),
                        Optional.of(target.terms().at())));
        return new Explanation(lines, run(target, lines));
    }

    /// What comes once it is known where the request leads.
    private End run(Target target, List<Line> lines) {
        Access access = target.terms().access();
        switch (access.admit()) {
            case Refused(GrpcCode code, String message) -> {
                lines.add(new Line(Stage.ACCESS, "no: " + message, Optional.of(access.at())));
                return new Explanation.Refused(code.httpStatus(), message);
            }
            case Passed _ ->
                    lines.add(
                            new Line(
                                    Stage.ACCESS,
                                    "yes: " + access.text(),
                                    Optional.of(access.at())));
        }
        lines.add(new Line(Stage.LIMITS, limits(target), Optional.of(target.terms().at())));
        lines.add(new Line(Stage.UPSTREAM, upstream(target.upstream()), place(target.service())));
        return new Served();
    }

    private static String limits(Target target) {
        String bytes =
                "request of %,d bytes, answer of %,d bytes"
                        .formatted(target.limits().requestBytes(), target.limits().responseBytes());
        String time = seconds(target);
        return switch (target) {
            case HttpTarget _ ->
                    "request of %,d bytes, quiet for %s"
                            .formatted(target.limits().requestBytes(), time);
            case GrpcTarget _ -> "answer within " + time;
            case TranscodedTarget _ -> bytes + ", within " + time;
        };
    }

    private static String seconds(Target target) {
        return target.timeout().toString().substring(2).toLowerCase(Locale.ROOT);
    }

    private static String upstream(UpstreamTarget upstream) {
        return upstream.addresses().stream()
                .map(Object::toString)
                .collect(
                        Collectors.joining(
                                ", ",
                                upstream.protocol().name().toLowerCase(Locale.ROOT) + " ",
                                ""));
    }

    private Optional<Location> place(ServiceName name) {
        return definitions.services().stream()
                .filter(service -> service.name().equals(name))
                .findFirst()
                .flatMap(Service::upstream)
                .map(Upstream::at);
    }
}
