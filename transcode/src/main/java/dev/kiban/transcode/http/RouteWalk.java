package dev.kiban.transcode.http;

import dev.kiban.transcode.http.RouteEnds.Methods;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// One lookup: goes down the trie, exact before wild, and back up where a way ends in nothing.
///
/// A node of a trie belongs to one depth, and so to one place in the path: it is visited once at
/// most, and the recursion is as deep as the longest template, not as the path.
final class RouteWalk<T> {
    private final String method;
    private final String path;
    private final boolean escaped;
    private int verb;
    private int end;
    private @Nullable Set<String> allow;

    RouteWalk(String method, String path) {
        this.method = method;
        this.path = path;
        escaped = path.indexOf('%') >= 0;
    }

    /// The best route that takes the path, or null.
    ///
    /// @param verb where the verb starts in the path, or -1 to take all of it as segments
    @Nullable Route<T> find(RouteNode<T> root, int verb) {
        this.verb = verb;
        end = verb < 0 ? path.length() : verb - 1;
        if (end == 1) {
            end = 0; // "/" has no segment, not an empty one
        }
        return find(root, 0, end);
    }

    /// Where the segments of the path end in the last [#find].
    int end() {
        return end;
    }

    /// Methods of the routes that take the path, but not the method.
    Set<String> allow() {
        return allow == null ? Set.of() : allow;
    }

    /// @param at the end of the path, or the slash before the next segment
    private @Nullable Route<T> find(RouteNode<T> node, int at, int end) {
        if (at == end) {
            Route<T> route = choose(node.end());
            return route == null ? choose(node.rest()) : route;
        }
        int slash = path.indexOf('/', at + 1, end);
        int next = slash < 0 ? end : slash;
        Route<T> route = null;
        RouteNode<T> literal = get(node.literals(), at + 1, next);
        if (literal != null) {
            route = find(literal, next, end);
        }
        RouteNode<T> one = node.one();
        if (route == null && one != null && next > at + 1) {
            route = find(one, next, end);
        }
        return route == null ? choose(node.rest()) : route;
    }

    private @Nullable Route<T> choose(RouteEnds<T> ends) {
        Methods<T> methods = verb < 0 ? ends.plain() : get(ends.byVerb(), verb, path.length());
        if (methods == null) {
            return null;
        }
        Route<T> route = methods.get(method);
        if (route == null) {
            allow = allow == null ? new TreeSet<>() : allow;
            methods.addNamesTo(allow);
        }
        return route;
    }

    /// Looks up a range of the path after percent-decoding, which most paths do not need.
    <V> @Nullable V get(SegmentMap<V> map, int from, int to) {
        if (!escaped) {
            return map.get(path, from, to);
        }
        String decoded = Percent.decodeChecked(path, from, to, Percent.Keep.NOTHING);
        return map.get(decoded, 0, decoded.length());
    }
}
