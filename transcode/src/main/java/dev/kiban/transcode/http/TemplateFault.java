package dev.kiban.transcode.http;

/// A path template that cannot be used: says which template, what is wrong and at which character.
public final class TemplateFault extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    private final int position;

    TemplateFault(String template, int position, String what) {
        super("path template '%s': %s at character %d".formatted(template, what, position + 1));
        this.position = position;
    }

    /// Index of the offending character in the template text, from 0.
    public int position() {
        return position;
    }
}
