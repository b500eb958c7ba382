package dev.kiban.pace.rpc;

import dev.kiban.pace.Answer.Pass;
import dev.kiban.pace.reception.Outcome;
import dev.kiban.pace.reception.Reception;
import dev.kiban.pace.reception.Reception.Entry;
import dev.kiban.pace.reception.Refusal;
import dev.kiban.pace.reception.Said;
import dev.kiban.pace.reception.Visit;
import dev.kiban.protos.pace.v1.LeaseReply;
import dev.kiban.protos.pace.v1.LeaseRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// `Lease`: reserves one turn after the other, until there are enough or the next one is too far
/// away, which is given back. One at a time, so that others who ask get theirs in between, and no
/// more than one is taken in vain.
final class LeasedTurns {
    static final int MAX = 1_000;

    private static final Duration MAX_WITHIN = Duration.ofSeconds(10);
    private static final Duration USUAL_WITHIN = Duration.ofSeconds(1);
    private static final int NANOS_A_SECOND = 1_000_000_000;

    private final RpcCall call;
    private final Reception reception;
    private final Entry.Open entry;
    private final Said said;
    private final Terms terms;
    private final long latestNanos;
    private final List<Visit> visits = new ArrayList<>();
    private final List<Pass> passes = new ArrayList<>();
    private Optional<Refusal> end = Optional.empty();
    private boolean isAsking;
    private @Nullable Outcome atOnce;

    /// What is wanted.
    private record Terms(int count, Duration within) {}

    private LeasedTurns(RpcCall call, Entry.Open entry, Said said, Terms terms) {
        this.call = call;
        this.reception = call.reception();
        this.entry = entry;
        this.said = said;
        this.terms = terms;
        this.latestNanos = reception.now() + terms.within().toNanos();
    }

    static Runnable begin(RpcCall call, LeaseRequest request) {
        switch (call.enter(request.getPace())) {
            case Entry.Closed(Refusal refusal) -> call.refuse(refusal);
            case Entry.Open open -> {
                Optional<Refusal> wrong = wrong(request);
                if (wrong.isEmpty()) {
                    Said said = Asked.said(request.getHeadersMap(), "", true, call.address());
                    Terms terms = new Terms(request.getCount(), within(request));
                    LeasedTurns turns = new LeasedTurns(call, open, said, terms);
                    turns.goOn();
                    return turns::leave;
                }
                call.refuse(wrong.get());
            }
        }
        return () -> {};
    }

    private static Optional<Refusal> wrong(LeaseRequest request) {
        if (request.getCount() < 1 || request.getCount() > MAX) {
            return Optional.of(
                    Refusal.invalid(
                            "'count' is 1 to %,d, not %,d".formatted(MAX, request.getCount())));
        }
        long seconds = request.getWithin().getSeconds();
        int nanos = request.getWithin().getNanos();
        boolean isTime =
                seconds >= 0
                        && seconds <= MAX_WITHIN.toSeconds()
                        && nanos >= 0
                        && nanos < NANOS_A_SECOND;
        if (!isTime || within(request).compareTo(MAX_WITHIN) > 0) {
            return Optional.of(
                    Refusal.invalid("'within' is 0 s to %d s".formatted(MAX_WITHIN.toSeconds())));
        }
        return Asked.refusal(request.getHeadersMap());
    }

    private static Duration within(LeaseRequest request) {
        return request.hasWithin()
                ? Duration.ofSeconds(
                        request.getWithin().getSeconds(), request.getWithin().getNanos())
                : USUAL_WITHIN;
    }

    /// Asks until it has to wait for an answer, or has all.
    private void goOn() {
        for (int asks = 0; end.isEmpty() && passes.size() < terms.count(); asks++) {
            if (asks == RpcCall.ASKS_AT_ONCE) {
                call.later(this::goOn);
                return;
            }
            atOnce = null;
            isAsking = true;
            visits.add(reception.ask(entry, said, this::take));
            isAsking = false;
            if (atOnce == null) {
                return;
            }
            note(atOnce);
        }
        reply();
    }

    private void take(Outcome outcome) {
        if (isAsking) {
            atOnce = outcome;
        } else {
            note(outcome);
            goOn();
        }
    }

    private void note(Outcome outcome) {
        switch (outcome) {
            case Outcome.Refused(var refusal) -> end = Optional.of(refusal);
            case Outcome.Passed(var pass) -> {
                long late = pass.turnNanos() - latestNanos;
                if (late > 0) {
                    visits.getLast().leave();
                    end =
                            Optional.of(
                                    Refusal.noTurnWithin(
                                            terms.within(),
                                            Duration.ofNanos(late),
                                            entry.pace().value()));
                } else {
                    passes.add(pass);
                }
            }
        }
    }

    private void reply() {
        if (passes.isEmpty()) {
            end.ifPresent(call::refuse);
            return;
        }
        passes.sort(Comparator.comparingLong(Pass::turnNanos));
        LeaseReply.Builder reply = LeaseReply.newBuilder();
        long now = reception.now();
        passes.forEach(pass -> reply.addPermits(Wording.permit(pass, now)));
        call.reply(reply.build());
    }

    /// The last first: what an earlier one gives back would let a later one pass.
    private void leave() {
        visits.reversed().forEach(Visit::leave);
    }
}
