package dev.kiban.definition;

import java.util.List;
import java.util.Optional;

/// What a service exposes at the gateway.
public sealed interface Route {

    /// What holds for each of its requests.
    RouteTerms terms();

    /// Where the route stands in its definition.
    Location at();

    /// A gRPC service: passed through to gRPC clients, transcoded for HTTP clients.
    ///
    /// @param service the full name, such as `fleamarket.item.v1.ItemService`
    /// @param methods the methods exposed; empty is all
    /// @param rules for methods without annotation, or in place of it; several of one method
    ///     all hold
    record GrpcRoute(
            String service,
            List<String> methods,
            List<RuleOverride> rules,
            Unannotated unannotated,
            JsonStyle json,
            RouteTerms terms,
            Location at)
            implements Route {

        public GrpcRoute {
            methods = List.copyOf(methods);
            rules = List.copyOf(rules);
        }
    }

    /// All paths below a prefix, passed to the upstream as they are but for the prefix.
    ///
    /// @param prefix starts and ends with `/`
    /// @param upstreamPrefix takes the prefix's place; starts and ends with `/`
    /// @param methods the HTTP methods let through; empty is all
    /// @param webSockets that they go through; empty if not
    record HttpRoute(
            String prefix,
            String upstreamPrefix,
            List<String> methods,
            RouteTerms terms,
            Location at,
            Optional<WebSockets> webSockets)
            implements Route {

        public HttpRoute {
            methods = List.copyOf(methods);
        }

        /// Without WebSockets.
        public HttpRoute(
                String prefix,
                String upstreamPrefix,
                List<String> methods,
                RouteTerms terms,
                Location at) {
            this(prefix, upstreamPrefix, methods, terms, at, Optional.empty());
        }
    }
}
