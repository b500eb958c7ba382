package dev.kiban.runtime.sql;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Where a PostgreSQL database is, and as whom to enter. Its text never shows the password.
///
/// ```java
/// DatabaseUrl.parse("postgres://kiban:secret@db.example:5432/kiban?sslmode=verify-full");
/// DatabaseUrl.parse("jdbc:postgresql://db.example/kiban?user=kiban&password=secret");
/// ```
///
/// @param options what the driver is told besides, such as `sslmode`
public record DatabaseUrl(
        String host, int port, String database, Login login, Map<String, String> options) {
    private static final int DEFAULT_PORT = 5432;
    private static final int MAX_PORT = 65_535;
    private static final String JDBC = "jdbc:";

    /// As whom to enter; without a part the server decides.
    public record Login(Optional<String> user, Optional<String> password) {
        @Override
        public String toString() {
            return user.orElse("");
        }
    }

    public DatabaseUrl {
        options = Map.copyOf(options);
    }

    /// Reads a URL as `psql` or JDBC take it.
    ///
    /// @throws IllegalArgumentException if it is none; the message does not repeat it, since a
    ///     password may be in it
    public static DatabaseUrl parse(String text) {
        URI uri = uri(text);
        if (uri.getHost() == null) {
            throw wrong("one host is needed, as in postgres://user@host:5432/database");
        }
        String path = uri.getPath() == null ? "" : uri.getPath().replaceFirst("^/", "");
        if (path.isEmpty() || path.contains("/")) {
            throw wrong("the name of a database is needed, as in postgres://user@host/database");
        }
        int port = uri.getPort() == -1 ? DEFAULT_PORT : uri.getPort();
        if (port < 1 || port > MAX_PORT) {
            throw wrong("the port must be between 1 and " + MAX_PORT);
        }
        Map<String, String> options = options(uri.getRawQuery());
        Optional<String> user = Optional.ofNullable(options.remove("user"));
        Optional<String> password = Optional.ofNullable(options.remove("password"));
        if (uri.getRawUserInfo() != null) {
            String[] parts = uri.getRawUserInfo().split(":", 2);
            user = Optional.of(decoded(parts[0].replace("+", "%2B")));
            password =
                    parts.length == 2
                            ? Optional.of(decoded(parts[1].replace("+", "%2B")))
                            : password;
        }
        return new DatabaseUrl(uri.getHost(), port, path, new Login(user, password), options);
    }

    /// For the driver: without the login, which it is given apart.
    public String jdbc() {
        String query =
                new TreeMap<>(options)
                        .entrySet().stream()
                                .map(
                                        option ->
                                                encoded(option.getKey())
                                                        + "="
                                                        + encoded(option.getValue()))
                                .collect(Collectors.joining("&"));
        return "jdbc:postgresql://%s:%d/%s%s"
                .formatted(host, port, encoded(database), query.isEmpty() ? "" : "?" + query);
    }

    /// The same server and login, another database.
    public DatabaseUrl withDatabase(String name) {
        return new DatabaseUrl(host, port, name, login, options);
    }

    /// Without the password, and without options, where one could hide.
    @Override
    public String toString() {
        String user = login.user().map(name -> encoded(name) + "@").orElse("");
        return "postgres://%s%s:%d/%s".formatted(user, host, port, encoded(database));
    }

    private static URI uri(String text) {
        String plain = text.startsWith(JDBC) ? text.substring(JDBC.length()) : text;
        if (!plain.matches("(?s)postgres(ql)?://.*")) {
            throw wrong("it must start with postgres:// or jdbc:postgresql://");
        }
        try {
            return new URI(plain);
        } catch (URISyntaxException _) { // its message repeats the URL
            throw wrong("special characters must be written as %XX");
        }
    }

    private static Map<String, String> options(@Nullable String query) {
        Map<String, String> options = new TreeMap<>();
        if (query != null) {
            for (String pair : query.split("&", -1)) {
                String[] parts = pair.split("=", 2);
                if (parts.length == 2) {
                    options.put(decoded(parts[0]), decoded(parts[1]));
                }
            }
        }
        return options;
    }

    private static IllegalArgumentException wrong(String why) {
        return new IllegalArgumentException("this is no URL of a PostgreSQL database: " + why);
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, UTF_8);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, UTF_8).replace("+", "%20");
    }
}
