package dev.kiban.fleamarket.legacy;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// One handler for every page, as it was done then. The first part of the path says which table is
/// meant, the second which row.
final class LegacyPages implements HttpHandler {
    static final int MAX_FORM_BYTES = 16 << 10;
    static final int PER_PAGE = 20;

    private static final Pattern PATH = Pattern.compile("/(users|orders)(?:/([0-9]{1,9}))?");

    private final UserTable users;
    private final OrderTable orders;

    LegacyPages(UserTable users, OrderTable orders) {
        this.users = users;
        this.orders = orders;
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        exchange.getResponseHeaders().set("Server", "FleaMarket/1.4 (monolith)");
        try (exchange) {
            answer(exchange).send(exchange);
        }
    }

    private Answer answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        if (path.equals("/")) {
            return Answer.html(
                    "<h1>Flea Market</h1><p>Since 2013. <a href=\"users\">Users</a></p>");
        }
        Matcher matcher = PATH.matcher(path);
        if (!matcher.matches()) {
            return Answer.failed(404, "E0404", "no such page: " + path);
        }
        Form query = Form.parse(exchange.getRequestURI().getRawQuery());
        Optional<Integer> id = Optional.ofNullable(matcher.group(2)).map(Integer::valueOf);
        boolean aboutUsers = matcher.group(1).equals("users");
        return switch (exchange.getRequestMethod()) {
            case "GET", "HEAD" -> aboutUsers ? readUsers(id, query) : readOrders(id, query);
            case "POST" -> aboutUsers || id.isPresent() ? notAllowed() : placeOrder(exchange);
            default -> notAllowed();
        };
    }

    private Answer readUsers(Optional<Integer> id, Form query) {
        if (id.isEmpty()) {
            return page(users.rows(), query);
        }
        return users.find(id.get())
                .map(user -> Answer.ok(user.json()))
                .orElseGet(() -> Answer.failed(404, "E1001", "no such user: " + id.get()));
    }

    private Answer readOrders(Optional<Integer> id, Form query) {
        if (id.isEmpty()) {
            return query.number("userId")
                    .map(userId -> page(orders.of(userId), query))
                    .orElseGet(() -> page(orders.rows(), query));
        }
        return orders.find(id.get())
                .map(order -> Answer.ok(order.json()))
                .orElseGet(() -> Answer.failed(404, "E2001", "no such order: " + id.get()));
    }

    private Answer placeOrder(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readNBytes(MAX_FORM_BYTES + 1);
        if (body.length > MAX_FORM_BYTES) {
            return Answer.failed(413, "E0413", "form too large");
        }
        Form form = Form.parse(new String(body, US_ASCII));
        Optional<User> user = form.number("userId").flatMap(users::find);
        Optional<String> item = form.text("itemId");
        if (user.isEmpty() || item.isEmpty()) {
            return Answer.failed(400, "E2002", "userId and itemId are required");
        }
        return orders.place(user.get(), item.get())
                .map(order -> Answer.seeOther("orders/" + order.id(), "LASTORDER=" + order.id()))
                .orElseGet(() -> Answer.failed(503, "E2003", "no more orders today"));
    }

    private static Answer page(List<? extends Row> rows, Form query) {
        int page = Math.max(1, query.number("page").orElse(1));
        int from = (int) Math.min(rows.size(), (page - 1L) * PER_PAGE);
        int to = Math.min(rows.size(), from + PER_PAGE);
        return Answer.ok(
                Json.object(
                        "totalCnt", rows.size(),
                        "page", page,
                        "list", rows.subList(from, to).stream().map(Row::json).toList()));
    }

    private static Answer notAllowed() {
        return Answer.failed(405, "E0405", "method not allowed");
    }
}
