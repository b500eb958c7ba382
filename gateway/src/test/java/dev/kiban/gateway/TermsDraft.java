package dev.kiban.gateway;

import dev.kiban.definition.AccessLog;
import dev.kiban.definition.AccessRule;
import dev.kiban.definition.Compression;
import dev.kiban.definition.Cors;
import dev.kiban.definition.Destination;
import dev.kiban.definition.RateLimit;
import dev.kiban.definition.Retries;
import dev.kiban.definition.Route.GrpcRoute;
import dev.kiban.definition.Route.HttpRoute;
import dev.kiban.definition.RouteLimits;
import dev.kiban.definition.RouteTerms;
import dev.kiban.definition.Sources;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// What holds for a route, while a test writes it down: all but what is changed stays as it was.
final class TermsDraft {
    Optional<AccessRule> access;
    Optional<Cors> cors;
    Optional<Sources> from;
    Destination destination;
    Duration timeout;
    RouteLimits limits;
    List<RateLimit> rates;
    Optional<Retries> retries;
    Optional<Compression> compression;
    Optional<AccessLog> accessLog;

    private TermsDraft(RouteTerms terms) {
        access = terms.access();
        cors = terms.cors();
        from = terms.from();
        destination = terms.destination();
        timeout = terms.timeout();
        limits = terms.limits();
        rates = terms.rates();
        retries = terms.retries();
        compression = terms.compression();
        accessLog = terms.accessLog();
    }

    /// The same route, with other terms.
    static HttpRoute changed(HttpRoute route, Consumer<TermsDraft> change) {
        return new HttpRoute(
                route.prefix(),
                route.upstreamPrefix(),
                route.methods(),
                changed(route.terms(), change),
                route.at());
    }

    /// The same route, with other terms.
    static GrpcRoute changed(GrpcRoute route, Consumer<TermsDraft> change) {
        return new GrpcRoute(
                route.service(),
                route.methods(),
                route.rules(),
                route.unannotated(),
                route.json(),
                changed(route.terms(), change),
                route.at());
    }

    private static RouteTerms changed(RouteTerms terms, Consumer<TermsDraft> change) {
        TermsDraft draft = new TermsDraft(terms);
        change.accept(draft);
        return new RouteTerms(
                draft.access,
                draft.cors,
                draft.from,
                draft.destination,
                draft.timeout,
                draft.limits,
                draft.rates,
                draft.retries,
                draft.compression,
                draft.accessLog);
    }
}
