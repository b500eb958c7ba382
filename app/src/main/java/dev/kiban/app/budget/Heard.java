package dev.kiban.app.budget;

import static dev.kiban.runtime.telemetry.log.LogKey.ENDPOINT;
import static dev.kiban.runtime.telemetry.log.LogKey.REASON;
import static dev.kiban.runtime.telemetry.log.LogKey.VALUE;

import dev.kiban.runtime.telemetry.log.Log;
import dev.kiban.slo.Notification;
import dev.kiban.slo.Recipient;

/// A recipient whose answers are logged: every refusal, and once that it cannot be told now.
final class Heard implements Recipient {
    private final String name;
    private final Recipient recipient;
    private final Log log;
    private boolean putOff;

    Heard(String name, Recipient recipient, Log log) {
        this.name = name;
        this.recipient = recipient;
        this.log = log;
    }

    @Override
    public Outcome tell(Notification notification) {
        Outcome outcome = recipient.tell(notification);
        switch (outcome) {
            case Taken _ -> {
                if (putOff) {
                    log.info("Alerts are taken again", ENDPOINT.is(name));
                }
                putOff = false;
            }
            case Later(String why) -> {
                if (!putOff) {
                    log.warn("Alerts wait for a recipient", ENDPOINT.is(name), REASON.is(why));
                }
                putOff = true;
            }
            case Never(String why) ->
                    log.error(
                            "An alert is refused",
                            ENDPOINT.is(name),
                            VALUE.is(notification.id()),
                            REASON.is(why));
        }
        return outcome;
    }
}
