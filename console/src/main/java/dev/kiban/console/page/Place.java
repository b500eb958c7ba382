package dev.kiban.console.page;

import java.util.Optional;

/// A page that the header of all pages leads to.
public enum Place {
    SERVICES("/", Phrase.BOARD),
    LOOK_BACK("/look-back", Phrase.LOOK_BACK),
    LEDGER("/ledger", Phrase.LEDGER),
    ROUTES("/routes", Phrase.ROUTES),
    PACES("/paces", Phrase.PACES),
    RUNS("/runs", Phrase.RUNS);

    private final String path;
    private final Phrase label;

    Place(String path, Phrase label) {
        this.path = path;
        this.label = label;
    }

    public String path() {
        return path;
    }

    public Phrase label() {
        return label;
    }

    /// What `aria-current` says of it to whoever reads a page: `page` there, and `true` on a page
    /// that belongs to it.
    public Optional<String> current(String page) {
        if (page.equals(path)) {
            return Optional.of("page");
        }
        boolean belongs =
                switch (this) {
                    case SERVICES -> page.startsWith("/services/");
                    case PACES -> page.startsWith("/paces/");
                    case LOOK_BACK, LEDGER, ROUTES, RUNS -> false;
                };
        return belongs ? Optional.of("true") : Optional.empty();
    }
}
