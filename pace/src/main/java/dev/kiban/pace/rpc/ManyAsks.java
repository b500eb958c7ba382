package dev.kiban.pace.rpc;

import dev.kiban.pace.reception.Outcome;
import dev.kiban.pace.reception.Reception.Entry;
import dev.kiban.pace.reception.Refusal;
import dev.kiban.protos.pace.v1.AskManyReply;
import dev.kiban.protos.pace.v1.AskManyRequest;
import dev.kiban.protos.pace.v1.AskOutcome;
import dev.kiban.protos.pace.v1.AskRequest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// `AskMany`: asks one after the other, and answers when the last outcome is there.
final class ManyAsks {
    static final int MAX = 1_000;

    private final RpcCall call;
    private final Map<String, Entry> entries = new HashMap<>();
    private final Outcome[] outcomes;
    private final List<Runnable> leaves;
    private int missing;

    private ManyAsks(RpcCall call, int count) {
        this.call = call;
        this.outcomes = new Outcome[count];
        this.leaves = new ArrayList<>(count);
        this.missing = count;
    }

    static Runnable begin(RpcCall call, AskManyRequest request) {
        int count = request.getAsksCount();
        if (count < 1 || count > MAX) {
            call.refuse(Refusal.invalid("ask for 1 to %,d jobs, not %,d".formatted(MAX, count)));
            return () -> {};
        }
        ManyAsks asks = new ManyAsks(call, count);
        asks.ask(request.getAsksList(), 0);
        return asks::leave;
    }

    private void ask(List<AskRequest> requests, int from) {
        int to = Math.min(from + RpcCall.ASKS_AT_ONCE, requests.size());
        for (int i = from; i < to; i++) {
            AskRequest request = requests.get(i);
            Entry entry = entries.computeIfAbsent(request.getPace(), call::enter);
            int place = i;
            leaves.add(OneAsk.begin(call, entry, request, outcome -> take(place, outcome)));
        }
        if (to < requests.size()) {
            call.later(() -> ask(requests, to));
        }
    }

    private void take(int place, Outcome outcome) {
        outcomes[place] = outcome;
        missing--;
        if (missing == 0) {
            AskManyReply.Builder reply = AskManyReply.newBuilder();
            long now = call.reception().now();
            for (Outcome one : outcomes) {
                reply.addOutcomes(message(one, now));
            }
            call.reply(reply.build());
        }
    }

    private static AskOutcome message(Outcome outcome, long nowNanos) {
        AskOutcome.Builder message = AskOutcome.newBuilder();
        switch (outcome) {
            case Outcome.Passed(var pass) -> message.setPermit(Wording.permit(pass, nowNanos));
            case Outcome.Refused(var refusal) -> message.setRefusal(Wording.status(refusal));
        }
        return message.build();
    }

    /// The last first: what an earlier one gives back would let a later one pass.
    private void leave() {
        leaves.reversed().forEach(Runnable::run);
    }
}
