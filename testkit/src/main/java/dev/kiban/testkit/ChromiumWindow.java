package dev.kiban.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.util.JSONArrayUtils;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// A window of a real browser, which stays from page to page and is used as people use one: by
/// pointer and keys, and only where nothing is in the way.
///
/// ```java
/// try (ChromiumWindow window = ChromiumWindow.open(profile)) {
///     window.visit("http://localhost:8081/services/shop");
///     window.press("summary");
///     window.type("input[name=reason]", "it heals");
///     window.pressAndWait("form button"); // until the next page is there
/// }
/// ```
public final class ChromiumWindow implements AutoCloseable {
    private final Process browser;
    private final DevTools tools;

    private ChromiumWindow(Process browser, DevTools tools) {
        this.browser = browser;
        this.tools = tools;
    }

    /// Opens one.
    ///
    /// @param profile a folder of its own
    public static ChromiumWindow open(Path profile) throws IOException, InterruptedException {
        List<String> command = new Chromium(profile).command();
        command.addAll(List.of("--remote-debugging-port=0", "about:blank"));
        Process browser =
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(profile.resolve("window.log").toFile())
                        .start();
        Path port = profile.resolve("DevToolsActivePort");
        Eventually.passes(() -> assertThat(port).exists().isNotEmptyFile());
        DevTools tools = DevTools.at(Files.readAllLines(port).getFirst());
        for (String domain : List.of("Page", "Log", "Runtime")) {
            tools.call(domain + ".enable", Map.of());
        }
        tools.call("Page.setLifecycleEventsEnabled", Map.of("enabled", true));
        return new ChromiumWindow(browser, tools);
    }

    /// Goes to a page, and wherever that sends it.
    public void visit(String url) throws InterruptedException {
        tools.awaitPage(tools.call("Page.navigate", Map.of("url", url)));
    }

    /// Presses what a selector finds first.
    public void press(String selector) throws InterruptedException {
        Map<String, Object> place = place(selector);
        for (String type : List.of("mousePressed", "mouseReleased")) {
            tools.call(
                    "Input.dispatchMouseEvent",
                    Map.of(
                            "type",
                            type,
                            "x",
                            place.get("x"),
                            "y",
                            place.get("y"),
                            "button",
                            "left",
                            "clickCount",
                            1));
        }
    }

    /// Presses what leads to another page, and waits for that.
    public void pressAndWait(String selector) throws InterruptedException {
        tools.forgetPages();
        press(selector);
        tools.awaitPage();
    }

    /// Writes into what a selector finds first.
    public void type(String selector, String text) throws InterruptedException {
        press(selector);
        tools.call("Input.insertText", Map.of("text", text));
    }

    /// The page as it is now.
    public String dom() throws InterruptedException {
        return String.valueOf(value("document.documentElement.outerHTML"));
    }

    /// Where it is.
    public String address() throws InterruptedException {
        return String.valueOf(value("location.href"));
    }

    /// What the browser's console has said so far.
    public List<String> complaints() {
        return tools.complaints();
    }

    @Override
    public void close() {
        try (tools) {
            tools.call("Browser.close", Map.of());
            if (!browser.waitFor(Eventually.PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                browser.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// Where something is, once it has been scrolled to, if a pointer would meet it there.
    private Map<String, Object> place(String selector) throws InterruptedException {
        String script =
                """
                ((selector) => {
                    const found = document.querySelector(selector);
                    if (!found) return null;
                    found.scrollIntoView({block: 'center', behavior: 'instant'});
                    const box = found.getBoundingClientRect();
                    const x = box.x + box.width / 2, y = box.y + box.height / 2;
                    return found.contains(document.elementFromPoint(x, y)) ? {x, y} : null;
                })(...%s)"""
                        .formatted(JSONArrayUtils.toJSONString(List.of(selector)));
        if (value(script) instanceof Map<?, ?> place) {
            return DevTools.members(place);
        }
        throw new AssertionError("nobody can press '%s' on:\n%s".formatted(selector, dom()));
    }

    private Object value(String script) throws InterruptedException {
        Map<?, ?> result = (Map<?, ?>) tools.evaluate(script).get("result");
        Object value = result == null ? null : result.get("value");
        return value == null ? "" : value;
    }
}
