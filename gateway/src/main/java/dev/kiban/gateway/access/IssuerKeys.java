package dev.kiban.gateway.access;

import com.nimbusds.jose.util.JSONObjectUtils;
import dev.kiban.definition.Issuer;
import java.io.IOException;
import java.net.URI;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The keys of one issuer: fetched again every few minutes, at once when a token names one that is
/// not among them (but not as often as tokens with such names come), and kept while the issuer
/// cannot be reached, up to a day.
///
/// One thread fetches; any may ask.
final class IssuerKeys {
    static final Duration REFRESH = Duration.ofMinutes(5);
    static final Duration BETWEEN_SEARCHES = Duration.ofSeconds(30);
    static final Duration STALE = Duration.ofHours(24);
    static final Duration SHORTEST_PAUSE = Duration.ofSeconds(1);
    static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");
    private static final String DISCOVERY = "/.well-known/openid-configuration";

    private final Issuer issuer;
    private final Fetch fetch;
    private final InstantSource clock;
    private final KeyReport report;

    private volatile KeySet keys = KeySet.EMPTY;

    // Guarded by this.
    private Instant due = Instant.MIN;
    private Instant searchedAt = Instant.MIN;
    private boolean searching = true;

    // Of the thread that fetches.
    private Instant goodAt = Instant.MIN;
    private Duration pause = SHORTEST_PAUSE;

    IssuerKeys(Issuer issuer, Fetch fetch, InstantSource clock, KeyReport report) {
        this.issuer = issuer;
        this.fetch = fetch;
        this.clock = clock;
        this.report = report;
    }

    Issuer issuer() {
        return issuer;
    }

    /// As they are known now.
    KeySet keys() {
        return keys;
    }

    synchronized boolean isDue() {
        return !clock.instant().isBefore(due);
    }

    /// A token names a key that is not here.
    ///
    /// @return whether it is being looked for; otherwise it is too soon to look again
    synchronized boolean search() {
        Instant now = clock.instant();
        if (!searching && !now.isBefore(searchedAt.plus(BETWEEN_SEARCHES))) {
            searching = true;
            searchedAt = now;
            due = now;
        }
        return searching;
    }

    /// Fetches them. Waits.
    ///
    /// @return why they could not be had; empty if they could
    Optional<String> fetch() {
        Optional<String> fault = Optional.empty();
        try {
            KeySet fresh = KeySet.parse(fetch.get(address()));
            if (fresh.isEmpty()) {
                throw new IOException("there is no key that could be used");
            }
            keys = fresh.isSame(keys) ? keys : fresh;
            goodAt = clock.instant();
            report.fetched(issuer.name(), fresh.size(), goodAt);
            pause = SHORTEST_PAUSE;
            done(REFRESH);
        } catch (IOException | ParseException | RuntimeException e) {
            // What strangers serve brings the library to more faults than it promises.
            fault = Optional.of(String.valueOf(e.getMessage()));
            if (!clock.instant().isBefore(goodAt.plus(STALE))) {
                keys = KeySet.EMPTY;
            }
            report.failed(issuer.name(), keys.size());
            done(pause);
            pause =
                    pause.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0
                            ? pause.multipliedBy(2)
                            : LONGEST_PAUSE;
        }
        return fault;
    }

    private synchronized void done(Duration until) {
        due = clock.instant().plus(until);
        searching = false;
    }

    private URI address() throws IOException, ParseException {
        if (issuer.keys().isPresent()) {
            return issuer.keys().get();
        }
        String name = issuer.issuer().toString();
        Map<String, Object> document =
                JSONObjectUtils.parse(
                        fetch.get(URI.create(name.replaceFirst("/$", "") + DISCOVERY)));
        if (!name.equals(document.get("issuer"))) {
            throw new IOException("it says that it is another issuer than '%s'".formatted(name));
        }
        try {
            URI keys = URI.create(String.valueOf(document.get("jwks_uri")));
            if (isSafe(keys)) {
                return keys;
            }
        } catch (IllegalArgumentException e) {
            throw new IOException("its keys have no address", e);
        }
        throw new IOException("the address of its keys does not start with https://");
    }

    /// Whether what comes from there is theirs: `https`, or this very machine.
    private static boolean isSafe(URI url) {
        String host = url.getHost();
        return host != null
                && ("https".equals(url.getScheme())
                        || ("http".equals(url.getScheme()) && LOOPBACK.contains(host)));
    }
}
