package dev.kiban.console.web;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// What a browser does: keeps cookies, sends forms as its pages have them, and says where from.
final class Browser implements AutoCloseable {
    private static final Pattern TOKEN = Pattern.compile("name=\"token\" value=\"([^\"]*)\"");

    private final HttpClient client = HttpClient.newHttpClient();
    private final URI site;
    private final Map<String, String> cookies = new LinkedHashMap<>();

    Browser(URI site) {
        this.site = site;
    }

    HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return send(request(path));
    }

    /// A form, filled in, as a page of ours sends it.
    HttpResponse<String> submit(String path, Map<String, String> fields)
            throws IOException, InterruptedException {
        return send(form(path, fields).header("Sec-Fetch-Site", "same-origin"));
    }

    /// A form that does not say where it is from.
    HttpRequest.Builder form(String path, Map<String, String> fields) {
        return request(path)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(coded(fields)));
    }

    HttpRequest.Builder request(String path) {
        HttpRequest.Builder request = HttpRequest.newBuilder(site.resolve(path));
        if (!cookies.isEmpty()) {
            request.header(
                    "Cookie",
                    cookies.entrySet().stream()
                            .map(cookie -> cookie.getKey() + "=" + cookie.getValue())
                            .collect(Collectors.joining("; ")));
        }
        return request;
    }

    HttpResponse<String> send(HttpRequest.Builder request)
            throws IOException, InterruptedException {
        HttpResponse<String> reply = client.send(request.build(), BodyHandlers.ofString());
        reply.headers().allValues("Set-Cookie").forEach(this::keep);
        return reply;
    }

    /// What the forms of a page carry.
    String token(String path) throws IOException, InterruptedException {
        Matcher token = TOKEN.matcher(get(path).body());
        if (!token.find()) {
            throw new AssertionError("no form on " + path);
        }
        return token.group(1);
    }

    Map<String, String> cookies() {
        return cookies;
    }

    static String coded(Map<String, String> fields) {
        return fields.entrySet().stream()
                .map(field -> coded(field.getKey()) + "=" + coded(field.getValue()))
                .collect(Collectors.joining("&"));
    }

    private static String coded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private void keep(String cookie) {
        String[] pair = cookie.split(";", 2)[0].split("=", 2);
        if (cookie.contains("Max-Age=0")) {
            cookies.remove(pair[0]);
        } else {
            cookies.put(pair[0], pair[1]);
        }
    }

    @Override
    public void close() {
        client.close();
    }
}
