package dev.kiban.api;

import static dev.kiban.runtime.telemetry.log.LogKey.REASON;

import com.google.protobuf.Message;
import dev.kiban.access.Caller;
import dev.kiban.access.Secret;
import dev.kiban.runtime.sql.SqlFault;
import dev.kiban.runtime.telemetry.log.Log;
import dev.kiban.transcode.Refusal;
import dev.kiban.transcode.http.GrpcCode;
import dev.kiban.transcode.http.GrpcStatus;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Stream;

/// What calls mean, whichever way they come in: waits until it is their turn, asks who calls, has
/// them answered, and says why if they are not.
///
/// ```java
/// Api api = new Api(new Api.Ports(keeper::desk, landscape, clock), log);
/// HttpHandler http = new ApiOverHttp(api);
/// GrpcServer grpc = GrpcServer.start(api, "127.0.0.1", 8082, Optional.empty());
/// ```
public final class Api {
    /// Calls at a time: each may hold a connection of the database, which budgets need too.
    public static final int MAX_CALLS = 4;

    /// Of what a caller sends, however it is written.
    static final int MAX_BODY_BYTES = 64 << 10;

    /// How long a call waits for its turn.
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final Ports ports;
    private final List<Method<?>> methods;
    private final Semaphore turns = new Semaphore(MAX_CALLS);
    private final Log log;

    /// @param desk while its database is open
    public record Ports(Supplier<Optional<Desk>> desk, Landscape landscape, InstantSource clock) {}

    public Api(Ports ports, Log log) {
        this.ports = ports;
        this.methods =
                Stream.of(
                                new GateCalls(ports.landscape(), ports.clock()).all(),
                                new ReleaseCalls(ports.landscape()).all(),
                                new CorrectionCalls(ports.landscape()).all(),
                                new EventCalls(ports.landscape(), ports.clock()).all(),
                                new FlowCalls(ports.landscape(), ports.clock()).all(),
                                new TrafficCalls(ports.landscape()).all(),
                                new PaceCalls(ports.landscape(), ports.clock()).all(),
                                new RunCalls().all())
                        .flatMap(List::stream)
                        .toList();
        this.log = log;
    }

    /// All that there are.
    List<Method<?>> methods() {
        return methods;
    }

    /// What a caller inside this program is told.
    public sealed interface Told {}

    /// The call was answered.
    public record Answered(Message message) implements Told {}

    /// It was not.
    ///
    /// @param status of HTTP
    public record NotAnswered(int status, String why) implements Told {}

    /// Answers a caller inside this program who is known already: by the same rules as others.
    ///
    /// @param rpc such as `kiban.api.v1.GateService/AskGate`
    public Told tell(Caller caller, String rpc, Message request) {
        Method<?> method =
                methods.stream().filter(one -> one.rpc().equals(rpc)).findFirst().orElseThrow();
        try {
            return inTurn(
                    PATIENCE,
                    desk ->
                            new Answered(
                                    method.read(request.toByteArray())
                                            .answer(desk, caller)
                                            .message()));
        } catch (ApiRefusal | SqlFault e) {
            GrpcStatus status = refusal(e);
            return new NotAnswered(status.code().httpStatus(), status.message());
        }
    }

    /// A call from outside.
    ///
    /// @param authorization what it says of who calls, as the header has it
    /// @param wire its message, made when it is the call's turn
    /// @param patience of who calls
    record Call(
            Method<?> method,
            Optional<String> authorization,
            Supplier<byte[]> wire,
            Duration patience) {

        /// With all the patience that there can be.
        Call(Method<?> method, Optional<String> authorization, Supplier<byte[]> wire) {
            this(method, authorization, wire, PATIENCE);
        }

        /// Whoever says nothing at all of who calls need not be listened to.
        ///
        /// @throws ApiRefusal if so
        static void checkSaysWho(Method<?> method, Optional<String> authorization) {
            if (authorization.isEmpty() && !method.tellsCaller()) {
                throw ApiRefusal.unauthenticated(
                        "who calls? Send the header 'Authorization: Bearer TOKEN'; 'kiban token create' makes one");
            }
        }
    }

    /// Answers it.
    ///
    /// @throws RuntimeException if it is not answered: [#refusal] says what the caller is told
    Answer answer(Call call) {
        Call.checkSaysWho(call.method(), call.authorization());
        return inTurn(call.patience(), desk -> answer(desk, call));
    }

    /// What a caller is told whose call was not answered.
    GrpcStatus refusal(RuntimeException why) {
        return switch (why) {
            case ApiRefusal refusal -> new GrpcStatus(refusal.code(), refusal.getMessage());
            case Refusal refusal -> GrpcStatus.ofRequest(refusal);
            case SqlFault fault -> {
                log.warn(
                        "The API cannot use its database",
                        REASON.is(String.valueOf(fault.getMessage())));
                yield new GrpcStatus(
                        GrpcCode.UNAVAILABLE, "the database does not answer: try again");
            }
            default -> {
                log.fault("API call failed", why);
                yield new GrpcStatus(GrpcCode.INTERNAL, "this call failed; the log says why");
            }
        };
    }

    private static Answer answer(Desk desk, Call call) {
        Optional<Caller> known = call.authorization().map(value -> identify(desk, bearer(value)));
        Method.Asked<?> asked = call.method().read(call.wire().get());
        Caller caller = known.orElseGet(() -> identify(desk, asked.token()));
        return asked.answer(desk, caller);
    }

    /// What is done with the desk.
    private interface Act<T> {
        T at(Desk desk);
    }

    private <T> T inTurn(Duration patience, Act<T> act) {
        enter(patience);
        try {
            return act.at(
                    ports.desk()
                            .get()
                            .orElseThrow(
                                    () ->
                                            new ApiRefusal(
                                                    GrpcCode.UNAVAILABLE,
                                                    "the database of budgets is not open: try again")));
        } finally {
            turns.release();
        }
    }

    private void enter(Duration patience) {
        if (!patience.isPositive()) {
            throw new ApiRefusal(
                    GrpcCode.DEADLINE_EXCEEDED, "the caller's time was over before the call began");
        }
        Duration wait = patience.compareTo(PATIENCE) < 0 ? patience : PATIENCE;
        boolean entered = false;
        try {
            entered = turns.tryAcquire(wait.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (!entered) {
            throw new ApiRefusal(GrpcCode.UNAVAILABLE, "too many calls at a time: try again");
        }
    }

    private static Caller identify(Desk desk, String secret) {
        return Secret.of(secret)
                .flatMap(desk.tokens()::identify)
                .orElseThrow(
                        () ->
                                ApiRefusal.unauthenticated(
                                        "this token does not hold, or not any more: 'kiban token create' makes one"));
    }

    private static String bearer(String authorization) {
        String scheme = "Bearer ";
        return authorization.regionMatches(true, 0, scheme, 0, scheme.length())
                ? authorization.substring(scheme.length()).strip()
                : "";
    }
}
