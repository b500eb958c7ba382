package dev.kiban.gateway.proxy;

import dev.kiban.gateway.Target.GrpcTarget;
import dev.kiban.gateway.balance.Repeats;
import dev.kiban.runtime.http.Call;
import dev.kiban.runtime.http.CallFault;
import dev.kiban.runtime.http.Exchange;
import dev.kiban.runtime.http.Headers;
import dev.kiban.transcode.http.GrpcCode;
import java.util.Optional;

/// A native gRPC call, passed on frame by frame without looking into it; leading and trailing
/// metadata are kept.
final class GrpcForward implements Relay.Rules {
    private final Request request;
    private final Exchange exchange;
    private final GrpcTarget target;
    private final Relay relay;
    private final CallTime time;
    private boolean ended;

    /// @throws dev.kiban.transcode.Refusal if the head of the call cannot be accepted
    GrpcForward(Request request, GrpcTarget target) {
        this.request = request;
        this.exchange = request.exchange();
        this.target = target;
        this.time = CallTime.of(request, target);
        this.relay = new Relay(request, this, Repeats.of(target, exchange.method()));
    }

    void begin() {
        time.start(time.isOfRoute() ? _ -> relay.tooLate() : relay::fail);
        relay.begin();
    }

    @Override
    public void ask(Call call) {
        Headers headers = call.headers();
        call.ask("POST", target.path());
        ForwardedHeaders.ofRequest(request.headers(), headers);
        headers.remove(Names.HOST);
        headers.remove(Names.CONTENT_LENGTH);
        headers.set(Names.TE, Names.TRAILERS);
        time.tell(headers);
        ForwardedHeaders.sayWhoAsked(request, headers);
        ForwardedHeaders.sayWhoCalls(request, headers);
        Tracing.carryOn(request.trace(), headers);
        call.sendHead();
    }

    /// Messages are for the upstream to limit: nothing is kept here.
    @Override
    public boolean mayHave(long bodyBytes) {
        return true;
    }

    /// A reply that is over with its head (trailers-only) must stay one head.
    @Override
    public void answer(int status, Headers reply) {
        Optional<Failure> malformed = GrpcReply.flaw(status, reply);
        if (malformed.isPresent()) {
            relay.fail(malformed.get());
            return;
        }
        exchange.status(status);
        ForwardedHeaders.ofReply(reply, request);
        note(reply);
        if (!ended) {
            exchange.sendHead();
        }
    }

    @Override
    public void end(Headers trailers) {
        time.stop();
        if (ended) {
            exchange.end();
            request.end();
        } else if (trailers.has(Names.GRPC_STATUS)) {
            note(trailers);
            Headers to = exchange.trailers();
            trailers.forEach(to::add);
            exchange.end();
            request.end();
        } else {
            Answers.grpcStatus(
                    request, Failure.of(GrpcCode.UNKNOWN, "the upstream ended without a status"));
        }
    }

    @Override
    public void fail(Failure failure) {
        time.stop();
        Answers.grpcStatus(request, failure);
    }

    @Override
    public Failure failure(CallFault fault) {
        return time.failure(fault);
    }

    private void note(Headers fields) {
        String status = fields.get(Names.GRPC_STATUS, "");
        if (!status.isEmpty()) {
            ended = true;
            request.answers(GrpcCode.ofHeader(status));
        }
    }
}
