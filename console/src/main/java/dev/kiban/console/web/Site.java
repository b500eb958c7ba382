package dev.kiban.console.web;

import com.sun.net.httpserver.Headers;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// By what name browsers know the console: requests by another one come from a page that only
/// resolves to us, and are refused.
sealed interface Site {

    /// On this machine, by any of its names.
    record Here() implements Site {
        private static final Set<String> NAMES = Set.of("localhost", "127.0.0.1", "[::1]");

        @Override
        public Optional<String> origin(String host) {
            return NAMES.contains(host.replaceFirst(":[0-9]+$", ""))
                    ? Optional.of("http://" + host)
                    : Optional.empty();
        }

        @Override
        public boolean isSecure() {
            return false;
        }

        @Override
        public boolean isAlone() {
            return false;
        }
    }

    /// At an address that people were told.
    record At(URI url) implements Site {

        @Override
        public Optional<String> origin(String host) {
            String ours = plain(url.getScheme(), url.getRawAuthority());
            return plain(url.getScheme(), host).equals(ours)
                    ? Optional.of(url.getScheme() + "://" + ours)
                    : Optional.empty();
        }

        @Override
        public boolean isSecure() {
            return url.getScheme().equals("https");
        }

        @Override
        public boolean isAlone() {
            return plain(url.getScheme(), url.getRawAuthority()).equals(url.getHost());
        }

        private static String plain(String scheme, String authority) {
            return authority.replaceFirst(scheme.equals("https") ? ":443$" : ":80$", "");
        }
    }

    /// Where a request with this `Host` thinks that it goes; empty if that is not us.
    Optional<String> origin(String host);

    /// Whether browsers reach it by TLS.
    boolean isSecure();

    /// Whether nothing else is expected at its name: what browsers remember of a name holds for all
    /// its ports.
    boolean isAlone();

    /// Whether one of our own pages sent a request. Who cannot tell is not believed.
    default boolean isFromOurselves(Headers headers) {
        Optional<String> origin = origin(one(headers, "Host"));
        String fetched = one(headers, "Sec-Fetch-Site");
        return fetched.isEmpty()
                ? origin.filter(one(headers, "Origin")::equals).isPresent()
                : fetched.equals("same-origin");
    }

    /// A header; one that is there twice is as good as none.
    private static String one(Headers headers, String name) {
        List<String> values = headers.get(name);
        return values == null || values.size() != 1 ? "" : values.getFirst();
    }
}
