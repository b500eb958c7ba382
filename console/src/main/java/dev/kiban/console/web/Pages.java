package dev.kiban.console.web;

import dev.kiban.console.Board;
import dev.kiban.console.page.BoardPage;
import dev.kiban.console.page.NotFoundPage;
import dev.kiban.console.page.Templates;
import dev.kiban.console.page.Visitor;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// Which page is where.
final class Pages {
    private static final int OK = 200;
    private static final int NOT_FOUND = 404;

    private final StaticFiles files = new StaticFiles();
    private final Templates templates = new Templates();
    private final Map<String, Function<Visitor, String>> pages;

    Pages(Board board) {
        this.pages = Map.of("/", visitor -> templates.print(BoardPage.of(visitor, board.read())));
    }

    Reply answer(Asked asked) {
        Optional<Reply> file = files.at(asked.path());
        if (file.isPresent()) {
            return file.get();
        }
        Function<Visitor, String> page = pages.get(asked.path());
        if (page == null) {
            return Reply.page(
                    NOT_FOUND, templates.print(new NotFoundPage(asked.at("/").visitor())));
        }
        List<String> cookies = asked.newCookies();
        return cookies.isEmpty()
                ? Reply.page(OK, page.apply(asked.visitor()))
                : Reply.redirect(asked.addressAfterChoice(), cookies);
    }
}
