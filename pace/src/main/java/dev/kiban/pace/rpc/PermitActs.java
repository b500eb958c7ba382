package dev.kiban.pace.rpc;

import dev.kiban.pace.PermitAct;
import dev.kiban.pace.PermitAnswer;
import dev.kiban.pace.reception.Reception.Entry;
import dev.kiban.pace.reception.Refusal;
import dev.kiban.protos.pace.v1.PermitsReply;
import dev.kiban.protos.pace.v1.PermitsReply.Result;
import dev.kiban.protos.pace.v1.PermitsRequest;
import java.util.List;

/// `GiveBack`, `Done` and `Renew`: answers when it is known of each permit what came of it.
final class PermitActs {
    static final int MAX = 1_000;

    private final RpcCall call;
    private final Result[] results;
    private int missing;

    private PermitActs(RpcCall call, int count) {
        this.call = call;
        this.results = new Result[count];
        this.missing = count;
    }

    static Runnable begin(PermitAct act, RpcCall call, PermitsRequest request) {
        int count = request.getIdsCount();
        switch (call.enter(request.getPace())) {
            case Entry.Closed(Refusal refusal) -> call.refuse(refusal);
            case Entry.Open _ when count < 1 || count > MAX ->
                    call.refuse(
                            Refusal.invalid(
                                    "name 1 to %,d permits, not %,d".formatted(MAX, count)));
            case Entry.Open _ -> new PermitActs(call, count).act(act, request.getIdsList());
        }
        return () -> {}; // what is done is done, whether anybody hears of it or not
    }

    private void act(PermitAct act, List<String> ids) {
        for (int i = 0; i < ids.size(); i++) {
            int place = i;
            call.reception().settle(act, ids.get(i), answer -> take(place, answer));
        }
    }

    private void take(int place, PermitAnswer answer) {
        results[place] =
                switch (answer) {
                    case NOTED -> Result.NOTED;
                    case UNKNOWN -> Result.UNKNOWN;
                    case STORE_IS_AWAY -> Result.STORE_IS_AWAY;
                };
        missing--;
        if (missing == 0) {
            call.reply(PermitsReply.newBuilder().addAllResults(List.of(results)).build());
        }
    }
}
