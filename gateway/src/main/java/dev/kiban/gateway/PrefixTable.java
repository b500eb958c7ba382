package dev.kiban.gateway;

import dev.kiban.gateway.Target.HttpTarget;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Finds the HTTP route of a path: the longest prefix that takes the method wins.
final class PrefixTable {
    private final List<HttpTarget> longestFirst;

    PrefixTable(List<HttpTarget> targets) {
        List<HttpTarget> sorted = new ArrayList<>(targets);
        sorted.sort(
                Comparator.comparingInt((HttpTarget target) -> target.prefix().length())
                        .reversed());
        this.longestFirst = List.copyOf(sorted);
    }

    void forEach(Consumer<HttpTarget> each) {
        longestFirst.forEach(each);
    }

    /// A scan: a gateway has a handful of prefixes.
    @Nullable HttpTarget find(String method, String path) {
        for (HttpTarget target : longestFirst) {
            if (path.startsWith(target.prefix()) && target.takes(method)) {
                return target;
            }
        }
        return null;
    }

    /// The methods that some prefix of the path takes.
    Set<String> methods(String path) {
        Set<String> methods = new TreeSet<>();
        for (HttpTarget target : longestFirst) {
            if (path.startsWith(target.prefix())) {
                methods.addAll(target.methods());
                if (target.methods().contains("GET")) {
                    methods.add("HEAD");
                }
            }
        }
        return methods;
    }
}
