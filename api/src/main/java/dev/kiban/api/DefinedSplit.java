package dev.kiban.api;

import dev.kiban.definition.Destination;
import dev.kiban.definition.Service;
import dev.kiban.gateway.split.Split;
import dev.kiban.gateway.split.SplitName;
import dev.kiban.transcode.http.GrpcCode;
import java.util.List;
import java.util.stream.Collectors;

/// A split as the live definitions have it.
record DefinedSplit(SplitName name, Split split) {

    /// Those of a service, in the order written.
    static List<DefinedSplit> of(Service service) {
        return service.routes().stream()
                .map(route -> route.terms().destination())
                .filter(Destination.Split.class::isInstance)
                .map(Destination.Split.class::cast)
                .map(
                        split ->
                                new DefinedSplit(
                                        new SplitName(service.name(), split.name()),
                                        Split.ofShares(split.shares())))
                .toList();
    }

    /// One of a service.
    ///
    /// @param name empty if the service has only one
    /// @throws ApiRefusal if it cannot be told which
    static DefinedSplit of(Service service, String name) {
        List<DefinedSplit> all = of(service);
        List<DefinedSplit> meant =
                name.isEmpty()
                        ? all
                        : all.stream().filter(one -> one.name().name().equals(name)).toList();
        if (meant.size() == 1) {
            return meant.getFirst();
        }
        if (all.isEmpty()) {
            throw new ApiRefusal(
                    GrpcCode.FAILED_PRECONDITION,
                    "no route of %s shares its traffic: its definition needs a 'split'"
                            .formatted(service.name()));
        }
        String names = all.stream().map(one -> one.name().name()).collect(Collectors.joining(", "));
        throw meant.isEmpty()
                ? new ApiRefusal(
                        GrpcCode.NOT_FOUND,
                        "%s has no split '%s'; it has: %s".formatted(service.name(), name, names))
                : ApiRefusal.invalid(
                        "%s has several splits, say which 'split': %s"
                                .formatted(service.name(), names));
    }
}
