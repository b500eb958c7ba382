package dev.kiban.definition.load;

import dev.kiban.definition.Location;
import dev.kiban.definition.Problem;
import dev.kiban.definition.Problem.Misfit;
import dev.kiban.definition.ProblemCode;
import dev.kiban.definition.shape.Findings;
import dev.kiban.definition.shape.Findings.Claim;
import dev.kiban.definition.shape.Findings.Gap;
import dev.kiban.definition.shape.Findings.Name;
import dev.kiban.definition.shape.Findings.Reference;
import dev.kiban.definition.yaml.FileProblems;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/// What must hold between documents: names are unique, references lead somewhere, nothing is
/// exposed twice, or without a word on who may call.
final class CrossChecks {
    private final Findings findings;
    private final FileProblems problems;

    CrossChecks(Findings findings, FileProblems problems) {
        this.findings = findings;
        this.problems = problems;
    }

    /// Reports all that does not hold.
    ///
    /// @param unread where names may be declared that nobody could read
    void run(Unread unread) {
        checkNames();
        checkGateways();
        checkReferences(unread);
        checkClaims();
        checkGaps(unread);
    }

    private void checkNames() {
        record Key(String kind, String name) {}
        Map<Key, Location> first = new HashMap<>();
        for (Name name : findings.names()) {
            if (name.kind().equals(PartnerSection.WORD)) {
                continue; // a caller, too
            }
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

    private void checkGateways() {
        List<Name> gateways =
                findings.names().stream()
                        .filter(name -> name.kind().equals(GatewayKind.NAME))
                        .toList();
        gateways.stream()
                .skip(1)
                .forEach(
                        second ->
                                problems.add(
                                        new Problem(
                                                second.at(),
                                                ProblemCode.SECOND_GATEWAY,
                                                "there is another Gateway, in %s: put both into one"
                                                        .formatted(gateways.getFirst().at()))));
    }

    private void checkReferences(Unread unread) {
        Map<String, Set<String>> names = new HashMap<>();
        for (Name name : findings.names()) {
            names.computeIfAbsent(name.kind(), _ -> new TreeSet<>()).add(name.name());
        }
        for (Reference reference : findings.references()) {
            if (problems.isFull()) {
                problems.breakOff();
                return;
            }
            Set<String> known = names.getOrDefault(reference.kind(), Set.of());
            if (!known.contains(reference.name()) && !unread.mayName(reference.name())) {
                problems.add(
                        Problem.unknownWord(
                                reference.at(),
                                ProblemCode.UNKNOWN_NAME,
                                reference.kind(),
                                new Misfit(reference.name(), List.copyOf(known))));
            }
        }
    }

    private void checkClaims() {
        Map<String, Holders> subjects = new HashMap<>();
        for (Claim claim : findings.claims()) {
            subjects.computeIfAbsent(claim.subject(), _ -> new Holders())
                    .add(claim)
                    .ifPresent(other -> reportClash(claim, other));
        }
    }

    private void checkGaps(Unread unread) {
        if (unread.mayName(GatewayKind.NAME)) {
            return;
        }
        for (Gap gap : findings.gaps()) {
            problems.add(
                    new Problem(
                            gap.at(),
                            ProblemCode.NO_ACCESS,
                            "the route needs '%s', such as '%s: anyone': no Gateway says it for all routes"
                                    .formatted(gap.key(), gap.key())));
        }
    }

    private void reportClash(Claim claim, Claim other) {
        problems.add(
                new Problem(
                        claim.at(),
                        ProblemCode.OVERLAP,
                        "%s is exposed twice; first in %s".formatted(claim.subject(), other.at())));
    }

    /// Who holds which parts of one subject.
    private static final class Holders {
        private static final String ALL = "";

        private final Map<String, Claim> byPart = new HashMap<>();

        /// The first claim that holds any of the same parts.
        Optional<Claim> add(Claim claim) {
            Set<String> parts = claim.parts().isEmpty() ? Set.of(ALL) : claim.parts();
            Stream<Claim> holders =
                    parts.contains(ALL)
                            ? byPart.values().stream()
                            : Stream.concat(Stream.of(ALL), parts.stream())
                                    .flatMap(part -> Stream.ofNullable(byPart.get(part)));
            Optional<Claim> first = holders.min(Comparator.comparing(Claim::at));
            parts.forEach(part -> byPart.putIfAbsent(part, claim));
            return first;
        }
    }
}
