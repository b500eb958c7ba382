package dev.kiban.transcode.http;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Finds the target of a request by its HTTP method and path, in a time that does not depend on the
/// number of routes.
///
/// A trie over path segments. Of several templates that take a path the most exact wins, compared
/// from left to right: a literal before `*` before `**`. Within one template a method comes before
/// `*` (any method), and `GET` stands in for a missing `HEAD`. A `:verb` at the end of a path is a
/// verb only if some template that takes the path has it; else it is part of the last segment.
///
/// ```java
/// RouteTable<Call> table = RouteTable.<Call>builder()
///         .add("GET", PathTemplate.parse("/v1/shelves/{shelf}"), getShelf)
///         .build();
/// switch (table.lookup("GET", "/v1/shelves/7")) {
///     case Found(Call call, PathMatch match) -> ...
///     case WrongMethod(Set<String> allow) -> ...
///     case NotFound() -> ...
///     case BadPath(String why) -> ...
/// }
/// ```
///
/// Immutable; safe for all threads.
public final class RouteTable<T> {
    static final String ANY_METHOD = "*";

    private final RouteNode<T> root;
    private final SegmentMap<Boolean> verbs;

    RouteTable(RouteNode<T> root, SegmentMap<Boolean> verbs) {
        this.root = root;
        this.verbs = verbs;
    }

    /// An empty builder.
    public static <T> RouteTableBuilder<T> builder() {
        return new RouteTableBuilder<>();
    }

    /// What a lookup can say.
    public sealed interface Lookup<T> {}

    /// A route takes the request.
    ///
    /// @param target of the route
    /// @param match the route's template and the text of its variables
    public record Found<T>(T target, PathMatch match) implements Lookup<T> {}

    /// The path is known, but not with this method.
    ///
    /// @param allow the methods that the path takes, in alphabetical order
    public record WrongMethod<T>(Set<String> allow) implements Lookup<T> {}

    /// No route takes the path.
    public record NotFound<T>() implements Lookup<T> {}

    /// The path is malformed, or nothing that a well-behaved client sends.
    public record BadPath<T>(String why) implements Lookup<T> {}

    /// Finds the route of a request.
    ///
    /// @param rawPath as on the request line, percent-encoded, without the query
    public Lookup<T> lookup(String method, String rawPath) {
        @Nullable String flaw = RawPath.flaw(rawPath);
        if (flaw != null) {
            return new BadPath<>(flaw);
        }
        RouteWalk<T> walk = new RouteWalk<>(method, rawPath);
        int verb = verbStart(walk, rawPath);
        Route<T> route = verb < 0 ? null : walk.find(root, verb);
        if (route == null && walk.allow().isEmpty()) {
            verb = -1;
            route = walk.find(root, verb);
        }
        if (route != null) {
            return new Found<>(route.target(), PathMatch.of(rawPath, route.template(), walk.end()));
        }
        return walk.allow().isEmpty() ? new NotFound<>() : new WrongMethod<>(walk.allow());
    }

    /// Where the verb of the path starts, or -1 if its last segment does not end in a known one.
    private int verbStart(RouteWalk<T> walk, String path) {
        int colon = path.indexOf(':') < 0 ? -1 : path.lastIndexOf(':');
        if (colon < 0 || colon < path.lastIndexOf('/')) {
            return -1;
        }
        return walk.get(verbs, colon + 1, path.length()) == null ? -1 : colon + 1;
    }

    /// Two routes that would take the same requests.
    ///
    /// @param method of both
    /// @param shape of both templates
    /// @param targets of both, in the order in which they were added
    public record Conflict<T>(String method, String shape, List<T> targets) {}
}
