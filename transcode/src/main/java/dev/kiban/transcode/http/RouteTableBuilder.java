package dev.kiban.transcode.http;

import dev.kiban.transcode.http.PathTemplate.Segment;
import dev.kiban.transcode.http.RouteEnds.Methods;
import dev.kiban.transcode.http.RouteTable.Conflict;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Collects routes for a [RouteTable] and the conflicts among them; for one thread.
public final class RouteTableBuilder<T> {
    private final Node<T> root = new Node<>();
    private final Map<String, Boolean> verbs = new HashMap<>();
    private final List<Conflict<T>> conflicts = new ArrayList<>();

    RouteTableBuilder() {}

    /// Adds a route, or a conflict if another one already has this method and template shape; the
    /// first one stays.
    ///
    /// @param method in upper case, or `*` for any
    public RouteTableBuilder<T> add(String method, PathTemplate template, T target) {
        Node<T> node = root;
        boolean rest = false;
        for (Segment segment : template.segments()) {
            switch (segment) {
                case Segment.Literal(String text) ->
                        node = node.literals.computeIfAbsent(text, _ -> new Node<>());
                case Segment.One() -> node = node.one();
                case Segment.Rest() -> rest = true;
            }
        }
        template.verb().ifPresent(verb -> verbs.put(verb, true));
        Map<String, Map<String, Route<T>>> ends = rest ? node.rest : node.end;
        Map<String, Route<T>> methods =
                ends.computeIfAbsent(template.verb().orElse(""), _ -> new LinkedHashMap<>());
        Route<T> first = methods.putIfAbsent(method, new Route<>(method, template, target));
        if (first != null) {
            conflicts.add(
                    new Conflict<>(method, template.shape(), List.of(first.target(), target)));
        }
        return this;
    }

    /// The conflicts so far, in the order in which they were added.
    public List<Conflict<T>> conflicts() {
        return List.copyOf(conflicts);
    }

    /// Makes the table; the builder can go on.
    ///
    /// @throws IllegalStateException if there are conflicts
    public RouteTable<T> build() {
        if (!conflicts.isEmpty()) {
            throw new IllegalStateException("routes in conflict: " + conflicts);
        }
        return new RouteTable<>(root.freeze(), new SegmentMap<>(verbs));
    }

    /// A node while it grows; routes by verb (none: the empty text), then by method.
    private static final class Node<T> {
        final Map<String, Node<T>> literals = new HashMap<>();
        final Map<String, Map<String, Route<T>>> end = new HashMap<>();
        final Map<String, Map<String, Route<T>>> rest = new HashMap<>();
        @Nullable Node<T> one;

        Node<T> one() {
            if (one == null) {
                one = new Node<>();
            }
            return one;
        }

        RouteNode<T> freeze() {
            Map<String, RouteNode<T>> frozen = new HashMap<>();
            literals.forEach((text, node) -> frozen.put(text, node.freeze()));
            return new RouteNode<>(
                    new SegmentMap<>(frozen),
                    one == null ? null : one.freeze(),
                    freeze(end),
                    freeze(rest));
        }

        private static <T> RouteEnds<T> freeze(Map<String, Map<String, Route<T>>> ends) {
            Map<String, Methods<T>> byVerb = new HashMap<>();
            ends.forEach(
                    (verb, methods) ->
                            byVerb.put(verb, new Methods<>(List.copyOf(methods.values()))));
            Methods<T> plain = byVerb.remove("");
            return new RouteEnds<>(plain, new SegmentMap<>(byVerb));
        }
    }
}
