package dev.kiban.console.page;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;

/// Makes pages of what stands on them. The templates were compiled with the program, and write
/// every value so that it stays text.
public final class Templates {
    private final TemplateEngine engine = TemplateEngine.createPrecompiled(ContentType.Html);

    public String print(BoardPage page) {
        return print("board.jte", page);
    }

    public String print(ServicePage page) {
        return print("service.jte", page);
    }

    public String print(Notice page) {
        return print("notice.jte", page);
    }

    public String print(LookBackPage page) {
        return print("look-back.jte", page);
    }

    public String print(LookBackChoicePage page) {
        return print("look-back-choice.jte", page);
    }

    public String print(LedgerPage page) {
        return print("ledger.jte", page);
    }

    public String print(RoutesPage page) {
        return print("routes.jte", page);
    }

    public String print(PacesPage page) {
        return print("paces.jte", page);
    }

    public String print(PacePage page) {
        return print("pace.jte", page);
    }

    public String print(RunsPage page) {
        return print("runs.jte", page);
    }

    public String print(NotFoundPage page) {
        return print("not-found.jte", page);
    }

    private String print(String template, Object page) {
        StringOutput text = new StringOutput();
        engine.render(template, page, text);
        return text.toString();
    }
}
