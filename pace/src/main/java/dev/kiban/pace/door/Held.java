package dev.kiban.pace.door;

import dev.kiban.pace.reception.Outcome;
import dev.kiban.pace.reception.Reception;
import dev.kiban.pace.reception.Said;
import dev.kiban.pace.reception.Visit;
import dev.kiban.runtime.http.Exchange;

/// A caller that is held until its turn.
final class Held {
    private final Reception reception;
    private final Exchange exchange;
    private final boolean reserves;

    private Held(Reception reception, Exchange exchange, boolean reserves) {
        this.reception = reception;
        this.exchange = exchange;
        this.reserves = reserves;
    }

    static void begin(
            Reception reception, Reception.Entry.Open entry, Said said, Exchange exchange) {
        Held held = new Held(reception, exchange, said.reserves());
        Visit visit = reception.ask(entry, said, held::reply);
        if (!exchange.isEnded()) {
            exchange.listen(new Parting(visit::leave));
        }
    }

    private void reply(Outcome outcome) {
        switch (outcome) {
            case Outcome.Passed(var pass) -> {
                if (reserves) {
                    Replies.turn(pass, reception.now(), exchange);
                } else {
                    Replies.pass(pass, exchange);
                }
            }
            case Outcome.Refused(var refusal) -> Replies.refuse(refusal, exchange);
        }
    }
}
