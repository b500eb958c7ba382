package dev.kiban.definition.load;

import dev.kiban.definition.Gateway;
import dev.kiban.definition.Pace;
import dev.kiban.definition.Problem.Misfit;
import dev.kiban.definition.ProblemCode;
import dev.kiban.definition.Service;
import dev.kiban.definition.Team;
import dev.kiban.definition.shape.Reading;
import dev.kiban.definition.yaml.Yaml;
import dev.kiban.definition.yaml.Yaml.Mapping;
import dev.kiban.definition.yaml.Yaml.Scalar;
import dev.kiban.definition.yaml.Yaml.ScalarType;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// Puts each document on the shelf of its `kind`.
final class Shelves {
    private static final List<String> HEADER = List.of("apiVersion", "kind", "metadata", "spec");

    private final Shelf<Team> teams = new Shelf<>(TeamKind.KIND);
    private final Shelf<Service> services = new Shelf<>(ServiceKind.KIND);
    private final Shelf<Gateway> gateways = new Shelf<>(GatewayKind.KIND);
    private final Shelf<Pace> paces = new Shelf<>(PaceKind.KIND);
    private final List<Shelf<?>> all = List.of(teams, services, gateways, paces);

    /// Reads a document as what it says it is, or reports that it does not say.
    void put(Yaml document, Reading reading) {
        if (!(document instanceof Mapping mapping)) {
            reading.reportWrongType(document, "a mapping with " + String.join(", ", HEADER), "");
            return;
        }
        Optional<Scalar> version = text(mapping, "apiVersion");
        if (version.isPresent() && !version.get().text().equals(Kind.API_VERSION_WORD)) {
            reading.reportUnknown(
                    version.get().at(),
                    ProblemCode.UNKNOWN_API_VERSION,
                    "apiVersion",
                    new Misfit(version.get().text(), List.of(Kind.API_VERSION_WORD)));
            return;
        }
        text(mapping, "kind")
                .ifPresentOrElse(
                        kind -> put(mapping, kind, reading), () -> reportNoKind(mapping, reading));
    }

    private void put(Mapping document, Scalar kind, Reading reading) {
        Optional<Shelf<?>> shelf =
                all.stream().filter(s -> s.kind().equals(kind.text())).findFirst();
        if (shelf.isPresent()) {
            shelf.get().read(document, reading);
            return;
        }
        List<String> kinds = all.stream().map(Shelf::kind).toList();
        reading.reportUnknown(
                kind.at(), ProblemCode.UNKNOWN_KIND, "kind", new Misfit(kind.text(), kinds));
    }

    private static Optional<Scalar> text(Mapping document, String key) {
        return document.find(key)
                .map(Yaml.Entry::value)
                .filter(Scalar.class::isInstance)
                .map(Scalar.class::cast)
                .filter(scalar -> scalar.type() == ScalarType.TEXT);
    }

    private static void reportNoKind(Mapping document, Reading reading) {
        for (Yaml.Entry entry : document.entries()) {
            Misfit misfit = new Misfit(entry.key(), HEADER);
            if (!entry.key().equals("kind") && misfit.nearest().equals(Optional.of("kind"))) {
                reading.reportUnknown(entry.at(), ProblemCode.UNKNOWN_KEY, "key", misfit);
                return;
            }
        }
        if (document.find("kind").isPresent()) {
            reading.in("kind")
                    .reportWrongType(document.find("kind").get().value(), "the name of a kind", "");
            return;
        }
        if (document.complete()) {
            reading.report(document.at(), ProblemCode.MISSING_KEY, "needs the key 'kind'");
        }
    }

    /// Whether there are documents of this kind.
    boolean hasKind(String kind) {
        return all.stream().anyMatch(shelf -> shelf.kind().equals(kind));
    }

    boolean areEmpty() {
        return all.stream().allMatch(shelf -> shelf.documents().isEmpty());
    }

    /// The only one, as the checks between documents see to.
    Optional<Gateway> gateway() {
        return gateways.documents().stream().findFirst();
    }

    List<Team> teams() {
        return teams.documents().stream().sorted(Comparator.comparing(Team::name)).toList();
    }

    List<Service> services() {
        return services.documents().stream().sorted(Comparator.comparing(Service::name)).toList();
    }

    List<Pace> paces() {
        return paces.documents().stream().sorted(Comparator.comparing(Pace::name)).toList();
    }
}
