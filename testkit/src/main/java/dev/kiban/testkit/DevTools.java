package dev.kiban.testkit;

import com.nimbusds.jose.util.JSONObjectUtils;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.text.ParseException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What a browser lets its developers do with a page, over the Chrome DevTools Protocol. One thread
/// asks.
final class DevTools implements AutoCloseable {
    private static final Pattern PAGE =
            Pattern.compile("\"webSocketDebuggerUrl\": \"(ws://[^\"]+/devtools/page/[^\"]+)\"");

    private static final String LOADER = "loaderId";

    private final HttpClient client;
    private final WebSocket socket;
    private final Heard heard;
    private long calls;

    private DevTools(HttpClient client, WebSocket socket, Heard heard) {
        this.client = client;
        this.socket = socket;
        this.heard = heard;
    }

    /// Of the one page of a browser.
    ///
    /// @param port where the browser listens
    static DevTools at(String port) throws IOException, InterruptedException {
        HttpClient client = HttpClient.newHttpClient();
        URI list = URI.create("http://127.0.0.1:%s/json/list".formatted(port));
        Matcher page =
                PAGE.matcher(
                        client.send(HttpRequest.newBuilder(list).build(), BodyHandlers.ofString())
                                .body());
        if (!page.find()) {
            throw new AssertionError("the browser has no page");
        }
        Heard heard = new Heard();
        WebSocket socket =
                client.newWebSocketBuilder().buildAsync(URI.create(page.group(1)), heard).join();
        return new DevTools(client, socket, heard);
    }

    /// Asks for something, and waits for the answer.
    Map<String, Object> call(String method, Map<String, Object> parameters)
            throws InterruptedException {
        calls++;
        Map<String, Object> call = Map.of("id", calls, "method", method, "params", parameters);
        socket.sendText(JSONObjectUtils.toJSONString(call), true).join();
        Map<String, Object> reply = next(heard.replies, method);
        if (reply.get("result") instanceof Map<?, ?> result) {
            return members(result);
        }
        throw new AssertionError(method + " is refused: " + reply);
    }

    /// What is there when a script has run.
    Map<String, Object> evaluate(String script) throws InterruptedException {
        return call("Runtime.evaluate", Map.of("expression", script, "returnByValue", true));
    }

    /// Forgets the pages that were loaded so far.
    void forgetPages() {
        heard.pages.clear();
    }

    /// Waits for a page that is loaded from now on, unless it was forgotten.
    void awaitPage() throws InterruptedException {
        next(heard.pages, "a page");
    }

    /// Waits for the page that a call began to load.
    void awaitPage(Map<String, Object> begun) throws InterruptedException {
        while (!Objects.equals(next(heard.pages, "a page").get(LOADER), begun.get(LOADER))) {
            // another one, which was under way
        }
    }

    /// What the browser's console says.
    List<String> complaints() {
        return List.copyOf(heard.complaints);
    }

    @Override
    public void close() {
        socket.abort();
        client.close();
    }

    @SuppressWarnings("unchecked") // JSON has no other keys
    static Map<String, Object> members(Map<?, ?> object) {
        return (Map<String, Object>) object;
    }

    private static Map<String, Object> next(BlockingQueue<Map<String, Object>> queue, String what)
            throws InterruptedException {
        return Objects.requireNonNull(
                queue.poll(Eventually.PATIENCE.toSeconds(), TimeUnit.SECONDS),
                () -> "the browser does not answer: " + what);
    }

    /// What the browser sends, sorted.
    private static final class Heard implements WebSocket.Listener {
        private final BlockingQueue<Map<String, Object>> replies = new LinkedBlockingQueue<>();
        private final BlockingQueue<Map<String, Object>> pages = new LinkedBlockingQueue<>();
        private final List<String> complaints = new CopyOnWriteArrayList<>();
        private final StringBuilder text = new StringBuilder();

        @Override
        public @Nullable CompletionStage<?> onText(
                WebSocket socket, CharSequence part, boolean isLast) {
            text.append(part);
            if (isLast) {
                sort(text.toString());
                text.setLength(0);
            }
            socket.request(1);
            return null;
        }

        private void sort(String message) {
            try {
                Map<String, Object> read = JSONObjectUtils.parse(message);
                switch (String.valueOf(read.get("method"))) {
                    case "null" -> replies.add(read);
                    case "Page.lifecycleEvent" -> {
                        if (read.get("params") instanceof Map<?, ?> event
                                && "load".equals(event.get("name"))) {
                            pages.add(members(event));
                        }
                    }
                    case "Runtime.exceptionThrown" -> complaints.add(message);
                    case "Log.entryAdded", "Runtime.consoleAPICalled" -> {
                        if (message.contains("\"error\"")) {
                            complaints.add(message);
                        }
                    }
                    default -> {} // of no interest here
                }
            } catch (ParseException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
