package dev.kiban.console.page;

/// Lays out JSON that somebody else has written, for eyes: a line for each member and element.
/// Nothing is parsed, so whatever it is, it is shown.
final class ReadableJson {
    private static final int MAX = 4_000;
    private static final String STEP = "  ";

    private final StringBuilder out = new StringBuilder();
    private int depth;
    private boolean isInText;
    private boolean isEscaped;

    private ReadableJson() {}

    /// @return cut off where nobody reads on
    static String of(String json) {
        ReadableJson readable = new ReadableJson();
        for (int i = 0; i < json.length() && readable.out.length() < MAX; i++) {
            readable.add(json, i);
        }
        return readable.out.length() < MAX ? readable.out.toString() : readable.out + " …";
    }

    private void add(String json, int at) {
        char next = json.charAt(at);
        if (isInText) {
            out.append(next);
            isInText = isEscaped || next != '"';
            isEscaped = !isEscaped && next == '\\';
            return;
        }
        switch (next) {
            case '"' -> {
                isInText = true;
                out.append(next);
            }
            case '{', '[' -> open(next, json, at);
            case '}', ']' -> close(next, json, at);
            case ',' -> {
                out.append(next);
                breakLine();
            }
            case ':' -> out.append(": ");
            case ' ', '\n', '\t', '\r' -> {} // laid out anew
            default -> out.append(next);
        }
    }

    private void open(char bracket, String json, int at) {
        out.append(bracket);
        depth++;
        if (at + 1 < json.length() && !isClosing(json.charAt(at + 1))) {
            breakLine();
        }
    }

    private void close(char bracket, String json, int at) {
        depth = Math.max(0, depth - 1);
        if (at > 0 && json.charAt(at - 1) != '{' && json.charAt(at - 1) != '[') {
            breakLine();
        }
        out.append(bracket);
    }

    private void breakLine() {
        out.append('\n').append(STEP.repeat(depth));
    }

    private static boolean isClosing(char bracket) {
        return bracket == '}' || bracket == ']';
    }
}
