package dev.kiban.definition.load;

import dev.kiban.definition.Location;
import dev.kiban.definition.Problem;
import dev.kiban.definition.Problem.Misfit;
import dev.kiban.definition.ProblemCode;
import dev.kiban.definition.shape.Findings;
import dev.kiban.definition.shape.Findings.Claim;
import dev.kiban.definition.shape.Findings.Name;
import dev.kiban.definition.shape.Findings.Reference;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What must hold between documents: names are unique, references lead somewhere, nothing is
/// exposed twice.
final class CrossChecks {
    private final Findings findings;
    private final Unread unread;
    private final List<Problem> problems = new ArrayList<>();

    private CrossChecks(Findings findings, Unread unread) {
        this.findings = findings;
        this.unread = unread;
    }

    static List<Problem> of(Findings findings, Unread unread) {
        CrossChecks checks = new CrossChecks(findings, unread);
        checks.checkNames();
        checks.checkReferences();
        checks.checkClaims();
        return checks.problems;
    }

    private void checkNames() {
        record Key(String kind, String name) {}
        Map<Key, Location> first = new HashMap<>();
        for (Name name : findings.names()) {
            Location before = first.putIfAbsent(new Key(name.kind(), name.name()), name.at());
            if (before != null) {
                problems.add(
                        new Problem(
                                name.at(),
                                ProblemCode.DUPLICATE_NAME,
                                "there is another %s '%s', in %s"
                                        .formatted(name.kind(), name.name(), before)));
            }
        }
    }

    private void checkReferences() {
        Map<String, List<String>> namesByKind = new HashMap<>();
        for (Name name : findings.names()) {
            namesByKind.computeIfAbsent(name.kind(), _ -> new ArrayList<>()).add(name.name());
        }
        for (Reference reference : findings.references()) {
            List<String> names = namesByKind.getOrDefault(reference.kind(), List.of());
            if (!names.contains(reference.name()) && !unread.mayName(reference.name())) {
                problems.add(
                        Problem.unknownWord(
                                reference.at(),
                                ProblemCode.UNKNOWN_NAME,
                                reference.kind(),
                                new Misfit(reference.name(), names)));
            }
        }
    }

    private void checkClaims() {
        Map<String, List<Claim>> bySubject = new LinkedHashMap<>();
        for (Claim claim : findings.claims()) {
            List<Claim> before = bySubject.computeIfAbsent(claim.subject(), _ -> new ArrayList<>());
            firstClash(claim, before).ifPresent(other -> reportClash(claim, other));
            before.add(claim);
        }
    }

    private static Optional<Claim> firstClash(Claim claim, List<Claim> before) {
        return before.stream().filter(other -> clash(claim, other)).findFirst();
    }

    private static boolean clash(Claim one, Claim other) {
        return one.parts().isEmpty()
                || other.parts().isEmpty()
                || !Collections.disjoint(one.parts(), other.parts());
    }

    private void reportClash(Claim claim, Claim other) {
        problems.add(
                new Problem(
                        claim.at(),
                        ProblemCode.OVERLAP,
                        "%s is exposed twice; first in %s".formatted(claim.subject(), other.at())));
    }
}
