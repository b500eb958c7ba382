package dev.kiban.testkit;

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

/// What a browser does: keeps cookies, sends forms as its pages have them, and says where from. It
/// goes nowhere by itself, unless it is told to [visit][#visit] a page.
public final class Browser implements AutoCloseable {
    private static final Pattern TOKEN = Pattern.compile("name=\"token\" value=\"([^\"]*)\"");

    private static final int SEE_OTHER = 303;
    private static final int MAX_HOPS = 10;

    private final HttpClient client = HttpClient.newHttpClient();
    private final URI site;
    private final Map<String, String> cookies = new LinkedHashMap<>();

    public Browser(URI site) {
        this.site = site;
    }

    public HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return send(request(path));
    }

    /// A page, and wherever that sends the browser.
    public HttpResponse<String> visit(String path) throws IOException, InterruptedException {
        HttpResponse<String> reply = get(path);
        for (int hops = 0; reply.statusCode() == SEE_OTHER; hops++) {
            if (hops == MAX_HOPS) {
                throw new AssertionError("sent from page to page by " + path);
            }
            reply = get(reply.headers().firstValue("Location").orElseThrow());
        }
        return reply;
    }

    /// A form, filled in, as a page of ours sends it.
    public HttpResponse<String> submit(String path, Map<String, String> fields)
            throws IOException, InterruptedException {
        return send(form(path, fields).header("Sec-Fetch-Site", "same-origin"));
    }

    /// A form that does not say where it is from.
    public HttpRequest.Builder form(String path, Map<String, String> fields) {
        return request(path)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(coded(fields)));
    }

    public HttpRequest.Builder request(String path) {
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

    public HttpResponse<String> send(HttpRequest.Builder request)
            throws IOException, InterruptedException {
        HttpResponse<String> reply = client.send(request.build(), BodyHandlers.ofString());
        reply.headers().allValues("Set-Cookie").forEach(this::keep);
        return reply;
    }

    /// What the forms of a page carry.
    public String token(String path) throws IOException, InterruptedException {
        Matcher token = TOKEN.matcher(get(path).body());
        if (!token.find()) {
            throw new AssertionError("no form on " + path);
        }
        return token.group(1);
    }

    public Map<String, String> cookies() {
        return cookies;
    }

    public static String coded(Map<String, String> fields) {
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
