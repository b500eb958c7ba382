package dev.kiban.console;

import dev.kiban.access.Caller;
import dev.kiban.access.Caller.Person;
import dev.kiban.access.Scope;
import dev.kiban.access.Secret;
import dev.kiban.console.web.ConsoleServer.Entrance;
import dev.kiban.kernel.ServiceName;
import dev.kiban.kernel.SloName;
import dev.kiban.slo.Correction;
import dev.kiban.slo.Gate.ReleaseOverride;
import dev.kiban.slo.NumberedCorrection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/// Ways in, and acts that are only noted down.
public final class FakeEntrance implements Acts {
    /// Nobody is known.
    public static final Entrance STRANGERS =
            new Entrance(new Reception.Strangers(), new FakeEntrance());

    /// What is refused as the reason for anything.
    public static final String REFUSED = "<b>refuse this</b>";

    private final List<String> done = new ArrayList<>();

    /// Everybody is the developer, who is drawn a secret that is not.
    public Entrance developer() {
        return new Entrance(
                new Reception.Developer(
                        new Person("developer", new Scope.EveryTeam()), Secret.draw(new Random(7))),
                this);
    }

    /// People sign in.
    public Entrance signIns(Reception.Desk desk) {
        return new Entrance(new Reception.SignIns(desk), this);
    }

    /// What was done, in order.
    public List<String> done() {
        return List.copyOf(done);
    }

    @Override
    public Standing standing(ServiceName service) {
        return service.value().equals("f-fine")
                ? new Standing(
                        List.of(
                                new ReleaseOverride(
                                        "<i>amy</i>",
                                        "<i>reason</i>",
                                        FakeBoard.NOW.plus(Duration.ofHours(2)))),
                        List.of(
                                new Corrected(
                                        new SloName("availability"),
                                        new NumberedCorrection(
                                                17,
                                                new Correction(
                                                        FakeBoard.NOW.minus(Duration.ofHours(2)),
                                                        FakeBoard.NOW.minus(Duration.ofHours(1)),
                                                        "<i>bob</i>",
                                                        "<i>moved</i>")))))
                : new Standing(List.of(), List.of());
    }

    @Override
    public Outcome override(Caller by, ServiceName service, OverrideWish override) {
        return note(
                override.reason(),
                "%s overrides %s until %s: %s"
                        .formatted(by, service, override.expires(), override.reason()));
    }

    @Override
    public Outcome correct(Caller by, ServiceName service, CorrectionWish correction) {
        return note(
                correction.reason(),
                "%s corrects %s %s from %s to %s: %s"
                        .formatted(
                                by,
                                service,
                                correction.slo(),
                                correction.span().from(),
                                correction.span().to(),
                                correction.reason()));
    }

    @Override
    public Outcome undo(Caller by, ServiceName service, Undoing undoing) {
        return note(
                "", "%s undoes %s %s %d".formatted(by, service, undoing.slo(), undoing.number()));
    }

    private Outcome note(String reason, String deed) {
        if (reason.equals(REFUSED)) {
            return new Refused(Why.NOT_YOURS, REFUSED);
        }
        done.add(deed);
        return new Done();
    }
}
