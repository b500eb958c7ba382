package dev.kiban.api;

import dev.kiban.pace.run.Run;
import dev.kiban.pace.run.Run.Ended;
import dev.kiban.pace.run.Run.Lost;
import dev.kiban.pace.run.Run.Running;
import dev.kiban.pace.run.Slot;
import dev.kiban.pace.run.Terms;
import dev.kiban.protos.v1.Run.State;
import java.time.Instant;

/// Runs as messages have them.
final class RunMessage {

    private RunMessage() {}

    static dev.kiban.protos.v1.Run of(Run run) {
        Terms terms = run.terms();
        dev.kiban.protos.v1.Run.Builder message =
                dev.kiban.protos.v1.Run.newBuilder()
                        .setTeam(run.job().team().value())
                        .setJob(run.job().name().value())
                        .setSlot(terms.slot().map(Slot::value).orElse(""))
                        .setFence(run.fence())
                        .setHolder(terms.holder().place())
                        .setBy(terms.holder().by())
                        .setBegan(Times.of(run.began()))
                        .setUntil(Times.of(run.until()));
        return switch (run.state()) {
            case Running _ -> message.setState(State.RUNNING).build();
            case Lost _ -> message.setState(State.LOST).build();
            case Ended(Instant at, int exit, String tail) ->
                    message.setState(run.succeeded() ? State.SUCCEEDED : State.FAILED)
                            .setEnded(Times.of(at))
                            .setExit(exit)
                            .setTail(tail)
                            .build();
        };
    }
}
