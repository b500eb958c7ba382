package dev.kiban.bench.budgets;

import dev.kiban.access.Caller;
import dev.kiban.console.Acts;
import dev.kiban.kernel.ServiceName;
import java.util.List;

/// Pages that are only read.
record NothingToChange() implements Acts {
    private static final Outcome REFUSED = new Refused(Why.NOT_YOURS, "pages are only read here");

    @Override
    public Standing standing(ServiceName service) {
        return new Standing(List.of(), List.of());
    }

    @Override
    public Outcome override(Caller by, ServiceName service, OverrideWish override) {
        return REFUSED;
    }

    @Override
    public Outcome correct(Caller by, ServiceName service, CorrectionWish correction) {
        return REFUSED;
    }

    @Override
    public Outcome undo(Caller by, ServiceName service, Undoing undoing) {
        return REFUSED;
    }
}
