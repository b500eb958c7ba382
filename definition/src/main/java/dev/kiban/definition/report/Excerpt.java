package dev.kiban.definition.report;

/// The part of a line around a column, and what to write before a caret so that it stands below
/// that column.
record Excerpt(String line, String padding) {
    private static final int MAX_LENGTH = 100;
    private static final int MARGIN = 20;
    private static final String CUT = "…";
    private static final int WIDE_SPACE = 0x3000;

    /// @param column from 1, in characters
    static Excerpt of(String wholeLine, int column) {
        int[] characters = wholeLine.replace('\t', ' ').codePoints().toArray();
        int caret = Math.min(column - 1, characters.length);
        int from = caret <= MAX_LENGTH - MARGIN ? 0 : caret - MARGIN;
        int to = Math.min(characters.length, from + MAX_LENGTH);
        String before = from == 0 ? "" : CUT;
        String after = to == characters.length ? "" : CUT;
        StringBuilder padding = new StringBuilder(" ".repeat(before.length()));
        for (int i = from; i < caret; i++) {
            padding.appendCodePoint(isWide(characters[i]) ? WIDE_SPACE : ' ');
        }
        return new Excerpt(
                before + new String(characters, from, to - from) + after, padding.toString());
    }

    /// Whether terminals give the character two columns, as for Chinese, Japanese and Korean.
    private static boolean isWide(int character) {
        return switch (Character.UnicodeScript.of(character)) {
            case HAN, HIRAGANA, KATAKANA, HANGUL, BOPOMOFO -> true;
            default ->
                    (character >= 0x3000 && character <= 0x303F)
                            || (character >= 0xFF00 && character <= 0xFF60);
        };
    }
}
