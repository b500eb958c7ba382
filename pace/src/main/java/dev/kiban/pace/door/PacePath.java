package dev.kiban.pace.door;

import dev.kiban.pace.PermitAct;
import java.util.Optional;

/// What a request is about, by its target.
sealed interface PacePath {

    /// `/pace/push`: may a job start?
    ///
    /// @param waits whether the caller waits for its turn; otherwise it wants to know when that is
    record Asked(String pace, boolean waits) implements PacePath {}

    /// `/pace/push/permits/ID`, and what is to become of it.
    record OfPermit(String pace, String permit, PermitAct act) implements PacePath {}

    /// `/pace/push/signals/lag?value=4.2`: what a signal says.
    ///
    /// @param value as it is written; empty text if nothing is
    record OfSignal(String pace, String signal, String value) implements PacePath {}

    String ROOT = "/pace/";
    String PERMITS = "permits";
    String SIGNALS = "signals";
    String VALUE = "value=";

    /// Reads a target; empty if it is none of ours.
    static Optional<PacePath> of(String target) {
        if (!target.startsWith(ROOT)) {
            return Optional.empty();
        }
        int end = target.indexOf('?');
        String path = end < 0 ? target : target.substring(0, end);
        int slash = path.indexOf('/', ROOT.length());
        if (slash < 0) {
            boolean waits = end < 0 || !saysNoWait(target.substring(end + 1));
            return Optional.of(new Asked(path.substring(ROOT.length()), waits));
        }
        String[] parts = path.substring(ROOT.length()).split("/", -1);
        if (parts.length == 3 && parts[1].equals(SIGNALS)) {
            String query = end < 0 ? "" : target.substring(end + 1);
            return Optional.of(new OfSignal(parts[0], parts[2], value(query)));
        }
        if (parts.length < 3 || parts.length > 4 || !parts[1].equals(PERMITS)) {
            return Optional.empty();
        }
        return act(parts).map(act -> new OfPermit(parts[0], parts[2], act));
    }

    private static Optional<PermitAct> act(String[] parts) {
        if (parts.length == 3) {
            return Optional.of(PermitAct.GIVE_BACK);
        }
        return switch (parts[3]) {
            case "done" -> Optional.of(PermitAct.DONE);
            case "renew" -> Optional.of(PermitAct.RENEW);
            default -> Optional.empty();
        };
    }

    private static String value(String query) {
        for (String part : query.split("&", -1)) {
            if (part.startsWith(VALUE)) {
                return part.substring(VALUE.length());
            }
        }
        return "";
    }

    private static boolean saysNoWait(String query) {
        for (String part : query.split("&", -1)) {
            if (part.equals("wait=0")) {
                return true;
            }
        }
        return false;
    }
}
