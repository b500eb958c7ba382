package dev.kiban.console.page;

/// What is known of the ledger's chain.
public enum ChainSign implements Sign {
    BROKEN(Phrase.SIGN_BROKEN, "M8 1 15 8 8 15 1 8Z"),
    NOT_VERIFIED(Phrase.SIGN_NOT_VERIFIED, "M1 6.5h4v3H1ZM6 6.5h4v3H6ZM11 6.5h4v3h-4Z"),
    INTACT(Phrase.SIGN_INTACT, "M8 1a7 7 0 1 1 0 14A7 7 0 0 1 8 1Z");

    private final Phrase label;
    private final String outline;

    ChainSign(Phrase label, String outline) {
        this.label = label;
        this.outline = outline;
    }

    @Override
    public Phrase label() {
        return label;
    }

    @Override
    public String outline() {
        return outline;
    }
}
