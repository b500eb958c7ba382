package dev.kiban.pace.rpc;

import dev.kiban.pace.reception.Outcome;
import dev.kiban.pace.reception.Reception.Entry;
import dev.kiban.pace.reception.Refusal;
import dev.kiban.protos.pace.v1.AskRequest;
import java.util.Optional;
import java.util.function.Consumer;

/// `Ask`, and each of those of `AskMany`.
final class OneAsk {
    private OneAsk() {}

    static Runnable begin(RpcCall call, AskRequest request) {
        return begin(
                call,
                call.enter(request.getPace()),
                request,
                outcome -> {
                    switch (outcome) {
                        case Outcome.Passed(var pass) ->
                                call.reply(Wording.permit(pass, call.reception().now()));
                        case Outcome.Refused(var refusal) -> call.refuse(refusal);
                    }
                });
    }

    /// @param taker who is told once, and maybe before this returns
    /// @return what to do if nobody wants it any more
    static Runnable begin(RpcCall call, Entry entry, AskRequest request, Consumer<Outcome> taker) {
        return switch (entry) {
            case Entry.Closed(Refusal refusal) -> refuse(refusal, taker);
            case Entry.Open open -> {
                Optional<Refusal> wrong = Asked.refusal(request.getHeadersMap());
                yield wrong.isPresent()
                        ? refuse(wrong.get(), taker)
                        : call.reception()
                                        .ask(
                                                open,
                                                Asked.said(
                                                        request.getHeadersMap(),
                                                        request.getIdempotencyKey(),
                                                        request.getReserve(),
                                                        call.address()),
                                                taker)
                                ::leave;
            }
        };
    }

    private static Runnable refuse(Refusal refusal, Consumer<Outcome> taker) {
        taker.accept(new Outcome.Refused(refusal));
        return () -> {};
    }
}
