package dev.kiban.gateway;

import dev.kiban.definition.RouteLimits;
import dev.kiban.definition.WebSockets;
import dev.kiban.gateway.access.Access;
import dev.kiban.gateway.access.HttpAccess;
import dev.kiban.kernel.ServiceName;
import dev.kiban.transcode.http.Binding;
import dev.kiban.transcode.http.StatusJson;
import dev.kiban.transcode.http.StreamFraming;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/// Where a route leads, and within which limits.
public sealed interface Target {
    /// Methods of HTTP that can be served twice and do no harm (RFC 9110, 9.2.2).
    Set<String> IDEMPOTENT_METHODS = Set.of("GET", "HEAD", "OPTIONS", "PUT", "DELETE");

    /// Who is called.
    ServiceName service();

    /// Which backends serve it.
    Traffic traffic();

    /// Who may call.
    ///
    /// @param httpMethod by which they call
    Access access(String httpMethod);

    /// Whether a request can be served twice and do no harm: its HTTP method says so, or the
    /// `idempotency_level` of the gRPC method.
    boolean isIdempotent(String httpMethod);

    /// What holds for each request.
    Terms terms();

    /// How long the gateway waits at most.
    default Duration timeout() {
        return terms().timeout();
    }

    default RouteLimits limits() {
        return terms().limits();
    }

    /// What the route is called in logs and metrics: a template, a prefix or the path of a gRPC
    /// method. Never a part of what a client sent, so there are only so many.
    String label();

    /// A gRPC method, to be called with the messages that the client sends.
    ///
    /// @param path such as `/fleamarket.item.v1.ItemService/GetItem`
    /// @param streaming whether request or reply is a stream, so that no timeout of ours ends it
    /// @param idempotent whether to be served twice does no harm
    record GrpcTarget(
            ServiceName service,
            Traffic traffic,
            String path,
            boolean streaming,
            boolean idempotent,
            Access access,
            Terms terms)
            implements Target {

        @Override
        public Access access(String httpMethod) {
            return access;
        }

        @Override
        public boolean isIdempotent(String httpMethod) {
            return idempotent;
        }

        @Override
        public String label() {
            return path;
        }
    }

    /// A gRPC method, to be called by way of a `google.api.http` rule.
    ///
    /// @param errors writes errors in the words of the service's schema
    /// @param streams how replies of a stream are written for clients that leave it to us
    record TranscodedTarget(
            GrpcTarget grpc,
            Binding binding,
            StatusJson errors,
            StreamFraming streams,
            String label)
            implements Target {

        /// Labelled by its template.
        public TranscodedTarget(
                GrpcTarget grpc, Binding binding, StatusJson errors, StreamFraming streams) {
            this(grpc, binding, errors, streams, binding.template().toString());
        }

        @Override
        public ServiceName service() {
            return grpc.service();
        }

        @Override
        public Traffic traffic() {
            return grpc.traffic();
        }

        @Override
        public Access access(String httpMethod) {
            return grpc.access();
        }

        @Override
        public boolean isIdempotent(String httpMethod) {
            return grpc.idempotent() || IDEMPOTENT_METHODS.contains(httpMethod);
        }

        @Override
        public Terms terms() {
            return grpc.terms();
        }
    }

    /// All paths below a prefix of an HTTP upstream.
    ///
    /// @param methods let through; empty is all
    /// @param webSockets that they go through; empty if not
    record HttpTarget(
            ServiceName service,
            Traffic traffic,
            String prefix,
            String upstreamPrefix,
            Set<String> methods,
            HttpAccess access,
            Terms terms,
            Optional<WebSockets> webSockets)
            implements Target {

        public HttpTarget {
            methods = Set.copyOf(methods);
        }

        /// Without WebSockets.
        public HttpTarget(
                ServiceName service,
                Traffic traffic,
                String prefix,
                String upstreamPrefix,
                Set<String> methods,
                HttpAccess access,
                Terms terms) {
            this(
                    service,
                    traffic,
                    prefix,
                    upstreamPrefix,
                    methods,
                    access,
                    terms,
                    Optional.empty());
        }

        @Override
        public boolean isIdempotent(String httpMethod) {
            return IDEMPOTENT_METHODS.contains(httpMethod);
        }

        @Override
        public String label() {
            return prefix;
        }

        @Override
        public Access access(String httpMethod) {
            return access.by(httpMethod);
        }

        /// Whether the route takes this method. Who takes `GET` takes `HEAD`.
        boolean takes(String method) {
            return methods.isEmpty()
                    || methods.contains(method)
                    || (method.equals("HEAD") && methods.contains("GET"));
        }

        /// The path to ask the upstream for.
        ///
        /// @param target path and query of the request, which starts with the prefix
        public String upstreamTarget(String target) {
            return upstreamPrefix.equals(prefix)
                    ? target
                    : upstreamPrefix + target.substring(prefix.length());
        }
    }
}
