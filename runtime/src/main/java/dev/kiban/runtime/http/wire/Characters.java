package dev.kiban.runtime.http.wire;

/// Which bytes may stand where in a head.
final class Characters {
    private static final int TOKEN = 1;
    private static final int VALUE = 2;
    private static final int TARGET = 4;
    private static final int HOST = 8;
    private static final int[] KINDS = kinds();

    private Characters() {}

    /// Of a method or a name (RFC 9110, 5.6.2).
    static boolean isToken(byte b) {
        return is(TOKEN, b);
    }

    /// Nothing that could end a line, or that others read in their own way (RFC 9110, 5.5).
    static boolean isValue(byte b) {
        return is(VALUE, b);
    }

    /// Anything that cannot be taken for the end of a target; what it may not hold besides is for
    /// whoever reads it to say.
    static boolean isTarget(byte b) {
        return is(TARGET, b);
    }

    /// Of a host and a port (RFC 3986, 3.2), without user information.
    static boolean isHost(byte b) {
        return is(HOST, b);
    }

    private static boolean is(int kind, byte b) {
        return (KINDS[b & 0xff] & kind) != 0;
    }

    private static int[] kinds() {
        int[] kinds = new int[0x100];
        for (int b = 0; b < kinds.length; b++) {
            boolean control = b < ' ' || b == 0x7f;
            kinds[b] |= control && b != '\t' ? 0 : VALUE;
            kinds[b] |= b <= ' ' ? 0 : TARGET;
        }
        for (char c = '0'; c <= 'z'; c++) {
            kinds[c] |= Character.isLetterOrDigit(c) ? TOKEN | HOST : 0;
        }
        mark(kinds, "!#$%&'*+-.^_`|~", TOKEN);
        mark(kinds, "-._~%!$&'()*+,;=:[]", HOST);
        return kinds;
    }

    private static void mark(int[] kinds, String characters, int kind) {
        for (int i = 0; i < characters.length(); i++) {
            kinds[characters.charAt(i)] |= kind;
        }
    }
}
