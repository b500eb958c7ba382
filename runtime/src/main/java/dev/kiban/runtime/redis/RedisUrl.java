package dev.kiban.runtime.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Where a Redis is, and as whom to enter. Its text never shows the password.
///
/// ```java
/// RedisUrl.parse("redis://pacer:secret@redis.example:6379/2");
/// RedisUrl.parse("rediss://redis.example");   // with TLS
/// ```
public record RedisUrl(String host, int port, boolean tls, int database, Login login) {
    private static final int DEFAULT_PORT = 6379;
    private static final int MAX_PORT = 65_535;

    /// As whom to enter.
    public record Login(Optional<String> user, Optional<String> password) {
        @Override
        public String toString() {
            return user.orElse("");
        }
    }

    /// Reads a URL as `redis-cli -u` takes it.
    ///
    /// @throws IllegalArgumentException if it is none; the message does not repeat it, since a
    ///     password may be in it
    public static RedisUrl parse(String text) {
        URI uri = uri(text);
        if (uri.getHost() == null) {
            throw wrong("one host is needed, as in redis://host:6379");
        }
        if (uri.getQuery() != null || uri.getFragment() != null) {
            throw wrong("nothing follows the number of the database");
        }
        int port = uri.getPort() == -1 ? DEFAULT_PORT : uri.getPort();
        if (port < 1 || port > MAX_PORT) {
            throw wrong("the port must be between 1 and " + MAX_PORT);
        }
        boolean tls = uri.getScheme().equals("rediss");
        return new RedisUrl(
                uri.getHost(), port, tls, database(uri.getPath()), login(uri.getRawUserInfo()));
    }

    private static URI uri(String text) {
        if (!text.matches("(?s)rediss?://.*")) {
            throw wrong("it must start with redis:// or rediss://");
        }
        try {
            return new URI(text);
        } catch (URISyntaxException _) { // its message repeats the URL
            throw wrong("special characters must be written as %XX");
        }
    }

    private static int database(@Nullable String path) {
        String number = path == null ? "" : path.replaceFirst("^/", "");
        if (number.isEmpty()) {
            return 0;
        }
        if (!number.matches("[0-9]{1,4}")) {
            throw wrong("a database of Redis is a number, as in redis://host:6379/2");
        }
        return Integer.parseInt(number);
    }

    private static Login login(@Nullable String userInfo) {
        if (userInfo == null) {
            return new Login(Optional.empty(), Optional.empty());
        }
        String[] parts = userInfo.split(":", 2);
        return new Login(
                Optional.of(decoded(parts[0])).filter(user -> !user.isEmpty()),
                parts.length == 2 ? Optional.of(decoded(parts[1])) : Optional.empty());
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text.replace("+", "%2B"), UTF_8);
    }

    private static IllegalArgumentException wrong(String why) {
        return new IllegalArgumentException("this is no URL of a Redis: " + why);
    }

    /// Without the login.
    @Override
    public String toString() {
        String name = host.contains(":") && !host.startsWith("[") ? "[" + host + "]" : host;
        return "%s://%s:%d%s"
                .formatted(
                        tls ? "rediss" : "redis", name, port, database == 0 ? "" : "/" + database);
    }
}
