package dev.kiban.testkit;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.util.JSONObjectUtils;
import com.nimbusds.jwt.JWTClaimsSet;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Date;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/// An OpenID provider on loopback: discovery, codes, PKCE, keys, ID tokens that it really signs. It
/// asks nobody for a password; whoever it is told to know is who signs in. It can be told to send
/// tokens that must not be believed.
public final class OpenIdProvider implements AutoCloseable {
    /// The one program that it knows.
    public static final String CLIENT = "kiban";

    /// With characters that have to be coded.
    public static final String SECRET = "s3cret %&+/:ü";

    /// Of all providers, as it takes a while to find one.
    private static final SigningKey FIRST = SigningKey.draw(KeyKind.RSA, "first");

    private static final Duration HOLDS = Duration.ofMinutes(5);

    private final HttpServer server;
    private final InstantSource clock;
    private final Map<String, Code> codes = new ConcurrentHashMap<>();
    private final AtomicInteger drawn = new AtomicInteger();
    private final AtomicInteger keysRead = new AtomicInteger();
    private volatile List<SigningKey> keys = List.of(FIRST);
    private volatile Map<String, Object> person = Map.of("sub", "nobody");
    private volatile Map<String, Object> discovery = Map.of();
    private volatile Map<String, String> answer = Map.of();
    private volatile Forgery forgery = Forgery.NONE;
    private volatile String afterwards = "";
    private volatile String lastToken = "";
    private volatile boolean down;

    private record Code(String challenge, String nonce, String redirect) {}

    /// Starts on a free port.
    public OpenIdProvider(InstantSource clock) {
        this.clock = clock;
        try {
            server =
                    HttpServer.create(
                            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", this::answer);
        server.start();
    }

    /// As it writes itself.
    public URI issuer() {
        return URI.create("http://localhost:" + server.getAddress().getPort());
    }

    /// Who signs in from now on, as the claims of their tokens.
    public void knows(Map<String, Object> claims) {
        person = Map.copyOf(claims);
    }

    /// Makes tokens wrong from now on.
    public void forge(Forgery next) {
        forgery = next;
    }

    /// Lets people sign out from now on: who has done so is not signed in again.
    ///
    /// @param back the one address that it sends browsers back to
    public void letSignOut(URI back) {
        says(Map.of("end_session_endpoint", issuer() + "/end"));
        afterwards = back.toString();
    }

    /// Says this of itself too.
    public void says(Map<String, Object> more) {
        discovery = Map.copyOf(more);
    }

    /// Adds this to what it sends browsers back with, or takes out what is empty.
    public void answers(Map<String, String> more) {
        answer = Map.copyOf(more);
    }

    /// A token for calls, as an app would get it: for an audience, and with these claims too.
    public String accessToken(String audience, Map<String, Object> claims) {
        Instant now = clock.instant();
        JWTClaimsSet.Builder all = claimsFrom(now).audience(audience);
        claims.forEach(all::claim);
        return signed(all.build(), now);
    }

    /// Signs with a new key of this kind from now on.
    public void changeKeys(KeyKind kind) {
        List<SigningKey> more = new ArrayList<>(keys);
        more.add(SigningKey.draw(kind, "next-" + keys.size()));
        keys = more;
    }

    /// How often its keys were asked for.
    public int keysRead() {
        return keysRead.get();
    }

    /// Answers nothing but errors from now on, or serves again.
    public void fail(boolean isDown) {
        down = isDown;
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            if (down) {
                send(exchange, 503, "{}");
                return;
            }
            switch (exchange.getRequestURI().getPath()) {
                case "/.well-known/openid-configuration" -> send(exchange, 200, document());
                case "/keys" -> {
                    keysRead.incrementAndGet();
                    send(
                            exchange,
                            200,
                            new JWKSet(keys.stream().map(SigningKey::jwk).toList()).toString());
                }
                case "/authorize" -> authorize(exchange);
                case "/token" -> token(exchange);
                case "/end" -> end(exchange);
                default -> send(exchange, 404, "{}");
            }
        }
    }

    private String document() {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("issuer", issuer().toString());
        document.put("authorization_endpoint", issuer() + "/authorize");
        document.put("token_endpoint", issuer() + "/token");
        document.put("jwks_uri", issuer() + "/keys");
        document.putAll(discovery);
        return JSONObjectUtils.toJSONString(document);
    }

    private void authorize(HttpExchange exchange) throws IOException {
        Map<String, String> asked = form(exchange.getRequestURI().getRawQuery());
        boolean right =
                "code".equals(asked.get("response_type"))
                        && CLIENT.equals(asked.get("client_id"))
                        && "S256".equals(asked.get("code_challenge_method"))
                        && asked.containsKey("redirect_uri")
                        && List.of(asked.getOrDefault("scope", "").split(" ", -1))
                                .contains("openid");
        if (!right) {
            send(exchange, 400, "{\"error\":\"invalid_request\"}");
            return;
        }
        String code = "code-" + drawn.incrementAndGet();
        String redirect = asked.getOrDefault("redirect_uri", "");
        codes.put(
                code,
                new Code(
                        asked.getOrDefault("code_challenge", ""),
                        asked.getOrDefault("nonce", ""),
                        redirect));
        Map<String, String> back = new LinkedHashMap<>();
        back.put("code", code);
        back.put("state", asked.getOrDefault("state", ""));
        back.putAll(answer);
        back.values().removeIf(String::isEmpty);
        exchange.getResponseHeaders().set("Location", redirect + "?" + coded(back));
        exchange.sendResponseHeaders(303, -1);
    }

    private void token(HttpExchange exchange) throws IOException {
        Map<String, String> asked =
                form(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
        String client =
                Objects.requireNonNullElse(
                        exchange.getRequestHeaders().getFirst("Authorization"), "");
        if (!client.equals(basic()) && !SECRET.equals(asked.get("client_secret"))) {
            send(exchange, 401, "{\"error\":\"invalid_client\"}");
            return;
        }
        Code code = codes.remove(asked.getOrDefault("code", ""));
        if (code == null
                || !code.redirect().equals(asked.get("redirect_uri"))
                || !code.challenge().equals(hash(asked.getOrDefault("code_verifier", "")))) {
            send(exchange, 400, "{\"error\":\"invalid_grant\"}");
            return;
        }
        Map<String, Object> reply = new LinkedHashMap<>();
        reply.put("access_token", "unused");
        reply.put("token_type", "Bearer");
        reply.put("id_token", idToken(code.nonce()));
        send(exchange, 200, JSONObjectUtils.toJSONString(reply));
    }

    private String idToken(String nonce) {
        Instant now = clock.instant();
        JWTClaimsSet.Builder claims = claimsFrom(now).audience(CLIENT).claim("nonce", nonce);
        person.forEach(claims::claim);
        lastToken = signed(claims.build(), now);
        return lastToken;
    }

    private JWTClaimsSet.Builder claimsFrom(Instant now) {
        return new JWTClaimsSet.Builder()
                .issuer(issuer().toString())
                .issueTime(Date.from(now))
                .expirationTime(Date.from(now.plus(HOLDS)));
    }

    private String signed(JWTClaimsSet claims, Instant now) {
        try {
            return forgery.sign(forgery.claims(claims, now), keys.getLast());
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    private void end(HttpExchange exchange) throws IOException {
        Map<String, String> asked = form(exchange.getRequestURI().getRawQuery());
        boolean right =
                CLIENT.equals(asked.get("client_id"))
                        && lastToken.equals(asked.get("id_token_hint"))
                        && afterwards.equals(asked.get("post_logout_redirect_uri"));
        if (!right) {
            send(exchange, 400, "{\"error\":\"invalid_request\"}");
            return;
        }
        answers(Map.of("error", "login_required", "code", ""));
        exchange.getResponseHeaders().set("Location", afterwards);
        exchange.sendResponseHeaders(303, -1);
    }

    private static String basic() {
        String both = coded(CLIENT) + ":" + coded(SECRET);
        return "Basic " + Base64.getEncoder().encodeToString(both.getBytes(StandardCharsets.UTF_8));
    }

    private static String hash(String verifier) {
        try {
            byte[] hash =
                    MessageDigest.getInstance("SHA-256")
                            .digest(verifier.getBytes(StandardCharsets.US_ASCII));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Map<String, String> form(String text) {
        Map<String, String> form = new HashMap<>();
        for (String part : Objects.requireNonNullElse(text, "").split("&", -1)) {
            int equals = part.indexOf('=');
            if (equals > 0) {
                form.put(
                        part.substring(0, equals),
                        URLDecoder.decode(part.substring(equals + 1), StandardCharsets.UTF_8));
            }
        }
        return form;
    }

    private static String coded(Map<String, String> form) {
        List<String> parts = new ArrayList<>();
        form.forEach((key, value) -> parts.add(coded(key) + "=" + coded(value)));
        return String.join("&", parts);
    }

    private static String coded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static void send(HttpExchange exchange, int status, String json) throws IOException {
        byte[] body = json.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
    }
}
