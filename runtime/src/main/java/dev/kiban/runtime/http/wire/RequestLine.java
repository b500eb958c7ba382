package dev.kiban.runtime.http.wire;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

/// Method, target and version of a request (RFC 9112, 3).
record RequestLine(String method, String target, boolean hasChunks) {
    static final RequestLine NONE = new RequestLine("", "", true);
    private static final String[] USUAL_METHODS = {
        "GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS"
    };
    private static final String VERSION = "HTTP/1.1";

    static RequestLine read(byte[] bytes, int from, int end) throws RequestFault {
        int method = from;
        while (method < end && Characters.isToken(bytes[method])) {
            method++;
        }
        int target = method + 1;
        while (target < end && Characters.isTarget(bytes[target])) {
            target++;
        }
        boolean sound =
                method > from && target > method + 1 && target < end && bytes[method] == ' ';
        if (!sound || bytes[target] != ' ' || !isVersion(bytes, target + 1, end)) {
            throw RequestReader.malformed("no method, target and version");
        }
        if (bytes[end - 3] != '1') {
            throw new RequestFault(RequestFault.UNKNOWN_VERSION, "another version of HTTP");
        }
        return new RequestLine(
                method(bytes, from, method),
                new String(bytes, method + 1, target - method - 1, ISO_8859_1),
                bytes[end - 1] != '0');
    }

    private static boolean isVersion(byte[] bytes, int from, int end) {
        boolean sound = end - from == VERSION.length();
        for (int i = 0; sound && i < VERSION.length(); i++) {
            char expected = VERSION.charAt(i);
            byte b = bytes[from + i];
            sound = expected == '1' ? b >= '0' && b <= '9' : b == expected;
        }
        return sound;
    }

    private static String method(byte[] bytes, int from, int end) {
        for (String usual : USUAL_METHODS) {
            if (usual.length() == end - from && matches(bytes, from, usual)) {
                return usual;
            }
        }
        return new String(bytes, from, end - from, ISO_8859_1);
    }

    private static boolean matches(byte[] bytes, int from, String text) {
        for (int i = 0; i < text.length(); i++) {
            if (bytes[from + i] != text.charAt(i)) {
                return false;
            }
        }
        return true;
    }
}
