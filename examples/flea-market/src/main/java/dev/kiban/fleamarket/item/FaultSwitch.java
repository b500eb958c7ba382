package dev.kiban.fleamarket.item;

import dev.kiban.fleamarket.fault.Fault;
import dev.kiban.fleamarket.fault.FaultFile;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.random.RandomGenerator;

/// Makes calls fail, or take longer, while a file says so: an incident that somebody wants to have.
final class FaultSwitch implements ServerInterceptor {
    private static final int PER_CENT = 100;
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(1);

    private final FaultFile file;
    private final RandomGenerator random;
    private final InstantSource clock;
    private volatile Look last = new Look(Instant.MIN, Optional.empty());

    private record Look(Instant at, Optional<Fault> found) {}

    FaultSwitch(FaultFile file, RandomGenerator random, InstantSource clock) {
        this.file = file;
        this.random = random;
        this.clock = clock;
    }

    @Override
    public <Q, A> ServerCall.Listener<Q> interceptCall(
            ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
        Optional<Fault> fault = now();
        if (fault.isPresent()) {
            switch (fault.get().kind()) {
                case SLOW ->
                        LockSupport.parkNanos(Duration.ofMillis(fault.get().amount()).toNanos());
                case ERRORS -> {
                    if (random.nextInt(PER_CENT) < fault.get().amount()) {
                        call.close(
                                Status.INTERNAL.withDescription("the stock room is locked"),
                                new Metadata());
                        return new ServerCall.Listener<>() {};
                    }
                }
            }
        }
        return next.startCall(call, headers);
    }

    private Optional<Fault> now() {
        Instant now = clock.instant();
        Look look = last;
        if (!now.isBefore(look.at().plus(LOOK_AGAIN))) {
            look = new Look(now, file.read(now));
            last = look;
        }
        return look.found().filter(fault -> now.isBefore(fault.until()));
    }
}
