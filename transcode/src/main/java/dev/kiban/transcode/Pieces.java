package dev.kiban.transcode;

/// All occurrences of one field in a message, in the order of the wire.
final class Pieces {

    final FieldEntry field;
    private final int[] offsets;

    /// @param offsets where the tags start
    Pieces(FieldEntry field, int[] offsets) {
        this.field = field;
        this.offsets = offsets;
    }

    int count() {
        return offsets.length;
    }

    /// Moves the cursor to the value of one piece.
    ///
    /// @return the tag in front of it
    int seek(int index, WireCursor in) {
        in.pos = offsets[index];
        return in.tag();
    }

    /// Moves the cursor to the value of the last piece.
    void seekLast(WireCursor in) {
        seek(offsets.length - 1, in);
    }
}
