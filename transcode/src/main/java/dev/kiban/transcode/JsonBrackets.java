package dev.kiban.transcode;

/// Brackets around what is printed. Each member and each element is printed with a comma in front
/// of it, whether it is the first or not; the first comma then becomes the opening bracket. So
/// nobody has to ask who is first.
final class JsonBrackets {

    private JsonBrackets() {}

    /// @param start the length of the sink before the first comma
    static void object(int start, ByteSink out) {
        enclose((byte) '{', (byte) '}', start, out);
    }

    /// @param start the length of the sink before the first comma
    static void list(int start, ByteSink out) {
        enclose((byte) '[', (byte) ']', start, out);
    }

    private static void enclose(byte open, byte close, int start, ByteSink out) {
        out.ensure(2);
        if (out.length == start) {
            out.length++;
        }
        out.bytes[start] = open;
        out.bytes[out.length++] = close;
    }
}
