package dev.kiban.pace.rpc;

import dev.kiban.pace.PermitAct;
import dev.kiban.pace.reception.Reception;
import dev.kiban.pace.reception.Refusal;
import dev.kiban.protos.pace.v1.AskManyRequest;
import dev.kiban.protos.pace.v1.AskRequest;
import dev.kiban.protos.pace.v1.LeaseRequest;
import dev.kiban.protos.pace.v1.PermitsRequest;
import dev.kiban.runtime.http.Deadlines;
import dev.kiban.runtime.http.Exchange;
import dev.kiban.runtime.http.Headers;
import dev.kiban.runtime.http.Loop;
import dev.kiban.transcode.http.GrpcCode;
import java.util.Map;

/// Takes the calls of one event loop.
public final class RpcDoor {
    private static final CharSequence CONTENT_TYPE = Headers.ascii("content-type");
    private static final CharSequence GRPC_ENCODING = Headers.ascii("grpc-encoding");
    private static final CharSequence ACCEPT_ENCODING = Headers.ascii("grpc-accept-encoding");
    private static final String GRPC = "application/grpc";
    private static final String IDENTITY = "identity";
    private static final String SERVICE = "/kiban.pace.v1.AskService/";

    private static final Map<String, Rpc<?>> RPCS =
            Map.of(
                    SERVICE + "Ask",
                    new Rpc<>(AskRequest.parser(), OneAsk::begin),
                    SERVICE + "AskMany",
                    new Rpc<>(AskManyRequest.parser(), ManyAsks::begin),
                    SERVICE + "Lease",
                    new Rpc<>(LeaseRequest.parser(), LeasedTurns::begin),
                    SERVICE + "GiveBack",
                    acts(PermitAct.GIVE_BACK),
                    SERVICE + "Done",
                    acts(PermitAct.DONE),
                    SERVICE + "Renew",
                    acts(PermitAct.RENEW));

    private final RpcCall.Ports ports;

    public RpcDoor(Loop loop, Reception reception) {
        this.ports = new RpcCall.Ports(loop, reception, new Deadlines(loop), new Inbox());
    }

    private static Rpc<PermitsRequest> acts(PermitAct act) {
        return new Rpc<>(
                PermitsRequest.parser(), (call, request) -> PermitActs.begin(act, call, request));
    }

    /// Whether a request is a call of gRPC.
    public static boolean isCall(Exchange exchange) {
        if (!exchange.isHttp2() || !exchange.method().equals("POST")) {
            return false;
        }
        String type = exchange.requestHeaders().get(CONTENT_TYPE, "");
        return type.equals(GRPC) || type.equals(GRPC + "+proto") || type.startsWith(GRPC + ";");
    }

    /// Takes one.
    public void handle(Exchange exchange) {
        Rpc<?> rpc = RPCS.get(exchange.target());
        if (rpc == null) {
            RpcReply.refuse(
                    new Refusal(
                            GrpcCode.UNIMPLEMENTED,
                            "there is no call '%s' here"
                                    .formatted(Refusal.shown(exchange.target()))),
                    exchange);
            return;
        }
        if (!exchange.requestHeaders().get(GRPC_ENCODING, IDENTITY).equals(IDENTITY)) {
            exchange.headers().set(ACCEPT_ENCODING, IDENTITY);
            RpcReply.refuse(
                    new Refusal(
                            GrpcCode.UNIMPLEMENTED, "send messages as they are, not compressed"),
                    exchange);
            return;
        }
        new RpcCall(rpc, exchange, ports).begin();
    }
}
