package dev.kiban.gateway.report;

import dev.kiban.definition.AccessLog;
import dev.kiban.definition.Backend;
import dev.kiban.definition.Protocol;
import dev.kiban.gateway.ServedRequest;
import dev.kiban.gateway.ServedRequest.Access;
import dev.kiban.gateway.ServedRequest.Answer;
import dev.kiban.gateway.ServedRequest.Head;
import dev.kiban.gateway.ServedRequest.UpstreamCall;
import dev.kiban.gateway.Snapshots;
import dev.kiban.gateway.Target;
import dev.kiban.gateway.Target.GrpcTarget;
import dev.kiban.gateway.Target.HttpTarget;
import dev.kiban.kernel.ServiceName;
import dev.kiban.runtime.http.CallFault;
import dev.kiban.runtime.telemetry.trace.Trace;
import dev.kiban.transcode.http.GrpcCode;
import java.util.Optional;
import java.util.Set;

/// Requests that were served, for tests: one to an HTTP prefix that went well, and ways to change
/// it.
record Served(
        Head head,
        Optional<Target> target,
        Access access,
        Answer answer,
        Trace trace,
        Optional<UpstreamCall> call,
        Optional<CallFault.Kind> failure,
        AccessLog accessLog) {
    static final long START_NANOS = 1_700_000_000_007_000_000L;
    static final long DURATION_NANOS = 1_840_000;

    static final Target HTTP = http("/legacy/", Backend.DEFAULT);

    /// A route of a service that gives its backend a name.
    static final Target OF_K8S = http("/legacy/", "k8s");

    static final Target GRPC =
            new GrpcTarget(
                    new ServiceName("item"),
                    Snapshots.toOne(Protocol.GRPC, 9102),
                    "/kiban.test.Shop/GetItem",
                    false,
                    true,
                    Snapshots.OPEN.others(),
                    Snapshots.TERMS);

    static Target http(String prefix, String backend) {
        return new HttpTarget(
                new ServiceName("old"),
                Snapshots.toOne(backend, Protocol.HTTP, 9102),
                prefix,
                "/",
                Set.of(),
                Snapshots.OPEN,
                Snapshots.TERMS);
    }

    static Served well() {
        return new Served(
                head("GET"),
                Optional.of(HTTP),
                Access.NOT_ASKED,
                new Answer(200, Optional.empty(), "", 12, 312),
                Trace.None.NONE,
                Optional.of(new UpstreamCall(1, "127.0.0.1:9102", 100_000, 1_520_000)),
                Optional.empty(),
                AccessLog.WHOLE);
    }

    static Head head(String method) {
        return new Head(
                method,
                "http",
                "/legacy/users/7",
                "localhost:8080",
                "HTTP/1.1",
                "192.0.2.7",
                "curl/8.5.0");
    }

    Served with(Head newHead) {
        return new Served(newHead, target, access, answer, trace, call, failure, accessLog);
    }

    Served to(Target newTarget) {
        return new Served(
                head, Optional.of(newTarget), access, answer, trace, call, failure, accessLog);
    }

    Served nowhere() {
        return new Served(
                head,
                Optional.empty(),
                access,
                answer,
                trace,
                Optional.empty(),
                failure,
                accessLog);
    }

    Served answered(int status, GrpcCode code, String fault) {
        Answer newAnswer = new Answer(status, Optional.of(code), fault, 0, 80);
        return new Served(head, target, access, newAnswer, trace, call, failure, accessLog);
    }

    Served asked(Access newAccess) {
        return new Served(head, target, newAccess, answer, trace, call, failure, accessLog);
    }

    Served failed(CallFault.Kind kind) {
        return new Served(head, target, access, answer, trace, call, Optional.of(kind), accessLog);
    }

    Served after(int attempts) {
        Optional<UpstreamCall> last =
                Optional.of(new UpstreamCall(attempts, "127.0.0.1:9102", 100_000, 1_520_000));
        return new Served(head, target, access, answer, trace, last, failure, accessLog);
    }

    Served in(Trace newTrace) {
        return new Served(head, target, access, answer, newTrace, call, failure, accessLog);
    }

    Served logged(AccessLog newAccessLog) {
        return new Served(head, target, access, answer, trace, call, failure, newAccessLog);
    }

    ServedRequest request() {
        return new ServedRequest(
                head,
                target,
                target.map(to -> to.traffic().backends().getFirst()),
                access,
                answer,
                trace,
                START_NANOS,
                DURATION_NANOS,
                call,
                accessLog,
                failure);
    }
}
