package dev.kiban.transcode.http;

/// One part of an `Accept` header, such as `text/*;q=0.5`.
///
/// @param name in lower case, without parameters
/// @param quality in thousandths; a malformed one is 0, so that it chooses nothing
/// @param position in the header
record MediaRange(String name, int quality, int position) {
    static final int NAMED = 3;
    private static final int SAME_MAIN_TYPE = 2;
    private static final int ANYTHING = 1;
    private static final int NONE = 0;

    private static final int FULL_QUALITY = 1000;

    static MediaRange parse(String text, int position) {
        String[] parts = text.split(";", -1);
        int quality = FULL_QUALITY;
        for (int i = 1; i < parts.length; i++) {
            String parameter = parts[i].strip();
            if (parameter.startsWith("q=") || parameter.startsWith("Q=")) {
                quality = thousandths(parameter.substring(2));
            }
        }
        return new MediaRange(MediaType.withoutParameters(text), quality, position);
    }

    /// `0.25` is 250: at most one digit, a point and three digits.
    private static int thousandths(String text) {
        int value = 0;
        int weight = FULL_QUALITY;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (i == 1) {
                if (c != '.') {
                    return 0;
                }
                continue;
            }
            if (c < '0' || c > '9' || weight == 0) {
                return 0;
            }
            value += (c - '0') * weight;
            weight /= 10;
        }
        return value > FULL_QUALITY ? 0 : value;
    }

    /// How exactly the range names a type: the type itself, its main type, anything, or not at all.
    int exactness(MediaType type) {
        if (type.names().contains(name)) {
            return NAMED;
        }
        if (name.equals("*/*")) {
            return ANYTHING;
        }
        String mainType = type.contentType().substring(0, type.contentType().indexOf('/') + 1);
        return name.endsWith("/*") && name.startsWith(mainType) ? SAME_MAIN_TYPE : NONE;
    }
}
