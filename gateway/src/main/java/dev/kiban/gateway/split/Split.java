package dev.kiban.gateway.split;

import dev.kiban.kernel.Share;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/// How the traffic of a route is shared between backends, and who goes where: weighted rendezvous
/// hashing (C. Schindelhauer, G. Schomaker, "Weighted Distributed Hash Tables", 2005). A key goes
/// to the backend with the least `−ln(u) ÷ weight`, where `u` is a number of key and backend.
///
/// Only the proportions of weights matter. Hence, exactly: when one backend grows and the others
/// keep their weights, keys only move into it; when it shrinks, keys only leave it. A backend that
/// cannot serve leaves its keys to the next best of each, and gets the same ones back.
///
/// ```java
/// Split split = Split.of(shares);                       // legacy 990,000, k8s 10,000
/// Backend backend = split.choose(Key.of("user-7"));
/// split = split.with("k8s", 50_000);                    // who was at k8s stays there
/// ```
///
/// @param backends in the order written; at least one has a weight
public record Split(List<Backend> backends) {
    /// All of the traffic, in parts per million.
    public static final int WHOLE = 1_000_000;

    /// Backends of a route.
    public static final int MAX_BACKENDS = 16;

    private static final int DECIMALS_OF_A_PERCENT = 4;
    private static final int SAMPLE = 20_000;

    /// A backend and its weight.
    ///
    /// @param key of its name
    /// @param weight to be compared with those of the others
    public record Backend(String name, Key key, double weight) {

        /// @throws IllegalArgumentException if the weight is none
        public Backend {
            if (!(weight >= 0 && weight < Double.POSITIVE_INFINITY)) {
                throw new IllegalArgumentException("%s is no weight".formatted(weight));
            }
        }

        /// The less, the better.
        private double distance(Key request) {
            return -StrictMath.log(request.with(key)) / weight;
        }
    }

    /// @throws IllegalArgumentException if there is no backend with a weight, or too many backends
    public Split {
        backends = List.copyOf(backends);
        if (backends.size() > MAX_BACKENDS) {
            throw new IllegalArgumentException("more than %d backends".formatted(MAX_BACKENDS));
        }
        if (backends.stream().noneMatch(backend -> backend.weight() > 0)) {
            throw new IllegalArgumentException("no backend has a share");
        }
    }

    /// A split as it is defined.
    ///
    /// @param shares by the name of the backend, 100% together
    public static Split ofShares(SequencedMap<String, Share> shares) {
        SequencedMap<String, Integer> millionths = new LinkedHashMap<>();
        shares.forEach((name, share) -> millionths.put(name, share.millionths()));
        return of(millionths);
    }

    /// A split by shares.
    ///
    /// @param shares in parts per million, by the name of the backend
    /// @throws IllegalArgumentException if they are not [#WHOLE] together, or too many
    public static Split of(SequencedMap<String, Integer> shares) {
        long sum = shares.values().stream().mapToLong(Integer::longValue).sum();
        if (sum != WHOLE) {
            throw new IllegalArgumentException(
                    "the shares are %d parts per million together, not %d".formatted(sum, WHOLE));
        }
        return new Split(
                shares.entrySet().stream()
                        .map(one -> new Backend(one.getKey(), Key.of(one.getKey()), one.getValue()))
                        .toList());
    }

    /// Where a request goes.
    public Backend choose(Key request) {
        return choose(request, _ -> true).orElseThrow();
    }

    /// Where a request goes, if not all backends can serve.
    ///
    /// @return empty if none with a share can
    public Optional<Backend> choose(Key request, Predicate<Backend> canServe) {
        Backend best = null;
        double least = Double.POSITIVE_INFINITY;
        for (Backend backend : backends) {
            double distance = backend.distance(request);
            if (distance < least && canServe.test(backend)) {
                best = backend;
                least = distance;
            }
        }
        return Optional.ofNullable(best);
    }

    /// The same split, with another share of one backend. The others share the rest as they did
    /// before.
    ///
    /// @param share in parts per million; all of them leave nothing to the others
    /// @throws IllegalArgumentException if there is no such backend or share, or nobody else who
    ///     could take the rest
    public Split with(String name, int share) {
        return with(Map.of(name, share));
    }

    /// The same split, with other shares of some backends. The others share the rest as they did
    /// before.
    ///
    /// @param shares in parts per million, by the name of the backend
    /// @throws IllegalArgumentException if there is no such backend or share, or nobody else who
    ///     could take the rest
    public Split with(Map<String, Integer> shares) {
        shares.forEach(this::check);
        int named = shares.values().stream().mapToInt(Integer::intValue).sum();
        if (named > WHOLE) {
            throw new IllegalArgumentException(
                    "the shares are %d parts per million together, not %d".formatted(named, WHOLE));
        }
        if (named == WHOLE) {
            return weighing(backend -> shares.getOrDefault(backend.name(), 0));
        }
        double rest =
                backends.stream()
                        .filter(backend -> !shares.containsKey(backend.name()))
                        .mapToDouble(Backend::weight)
                        .sum();
        if (rest == 0) {
            throw new IllegalArgumentException(
                    "no backend but '%s' has a share: say who takes the rest"
                            .formatted(String.join("', '", shares.keySet())));
        }
        double part = rest / (WHOLE - named);
        return weighing(
                backend ->
                        shares.containsKey(backend.name())
                                ? part * shares.get(backend.name())
                                : backend.weight());
    }

    private void check(String name, int share) {
        if (backends.stream().noneMatch(backend -> backend.name().equals(name))) {
            throw new IllegalArgumentException(
                    "there is no backend '%s'; there is: %s"
                            .formatted(name, String.join(", ", shares().keySet())));
        }
        if (share < 0 || share > WHOLE) {
            throw new IllegalArgumentException("%d is no part of a million".formatted(share));
        }
    }

    /// The part of all keys that another split of the same backends sends elsewhere, from 0 to 1:
    /// counted on a sample, so that it is right to a percent.
    public double moves(Split after) {
        int moved = 0;
        for (int i = 0; i < SAMPLE; i++) {
            Key key = Key.of("sample-" + i);
            if (!choose(key).name().equals(after.choose(key).name())) {
                moved++;
            }
        }
        return (double) moved / SAMPLE;
    }

    /// As text that [#read] makes the same split of.
    public String written() {
        return backends.stream()
                .map(backend -> backend.name() + "=" + backend.weight())
                .collect(Collectors.joining(" "));
    }

    /// Reads what [#written] wrote.
    ///
    /// @throws IllegalArgumentException if it is something else
    public static Split read(String text) {
        return new Split(Arrays.stream(text.split(" ", -1)).map(Split::readBackend).toList());
    }

    private static Backend readBackend(String text) {
        int equals = text.indexOf('=');
        if (equals < 1) {
            throw new IllegalArgumentException("'%s' is no backend with a weight".formatted(text));
        }
        String name = text.substring(0, equals);
        return new Backend(name, Key.of(name), Double.parseDouble(text.substring(equals + 1)));
    }

    /// The share of each backend, from 0 to 1.
    public SequencedMap<String, Double> shares() {
        double sum = backends.stream().mapToDouble(Backend::weight).sum();
        SequencedMap<String, Double> shares = new LinkedHashMap<>();
        backends.forEach(backend -> shares.put(backend.name(), backend.weight() / sum));
        return shares;
    }

    /// The shares for people: `legacy 95%, k8s 5%`.
    public String text() {
        return shares().entrySet().stream()
                .map(one -> one.getKey() + " " + percent(one.getValue()))
                .collect(Collectors.joining(", "));
    }

    /// The share of a backend, for people: `5%`.
    public String percent(String name) {
        return percent(shares().getOrDefault(name, 0.0));
    }

    private static String percent(double share) {
        return BigDecimal.valueOf(share)
                        .movePointRight(2)
                        .setScale(DECIMALS_OF_A_PERCENT, RoundingMode.HALF_UP)
                        .stripTrailingZeros()
                        .toPlainString()
                + "%";
    }

    private Split weighing(ToDoubleFunction<Backend> weight) {
        return new Split(
                backends.stream()
                        .map(one -> new Backend(one.name(), one.key(), weight.applyAsDouble(one)))
                        .toList());
    }
}
