package dev.kiban.runtime.http.wire;

import io.netty.util.AsciiString;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/// Writes header blocks (HPACK, RFC 7541) for one connection.
///
/// What is the same for many calls, that is values that are an [AsciiString] and the targets
/// of calls, goes into the table of the other side once, for as long as it has room, and is one or
/// two bytes from then on. All else is written out and never kept, so nothing is ever evicted, and
/// nothing secret is where a later guess could find it (7.1).
public final class HeaderBlocks {
    private static final int MOST_TABLE_BYTES = 4096;
    private static final int MOST_FIELDS = 16;

    /// What an entry of the table takes beside its text (4.1).
    private static final int ENTRY_BYTES = 32;

    private static final int STATIC_ENTRIES = 61;
    private static final int STATIC_AUTHORITY = 1;
    private static final int STATIC_METHOD = 2;
    private static final int STATIC_POST = 3;
    private static final int STATIC_PATH = 4;
    private static final int STATIC_HTTP = 6;
    private static final int STATIC_HTTPS = 7;

    private static final AsciiString METHOD = AsciiString.cached(":method");
    private static final AsciiString AUTHORITY = AsciiString.cached(":authority");
    private static final AsciiString PATH = AsciiString.cached(":path");

    private final CharSequence[] names = new CharSequence[MOST_FIELDS];
    private final AsciiString[] values = new AsciiString[MOST_FIELDS];
    private final int[] entries = new int[MOST_FIELDS];
    private final Map<String, Integer> targets = new HashMap<>();
    private String lastTarget = "";
    private int lastEntry;
    private byte[] block = new byte[1024];
    private int length;
    private int fields;
    private int kept;
    private int tableBytes = MOST_TABLE_BYTES;
    private int usedBytes;
    private boolean resized;

    /// The other side keeps a table of at most so many bytes from now on.
    public void tableBytes(long most) {
        fields = 0;
        targets.clear();
        lastTarget = "";
        kept = 0;
        usedBytes = 0;
        tableBytes = (int) Math.min(MOST_TABLE_BYTES, most);
        resized = true;
    }

    /// Where a head was encoded, until the next one is.
    public byte[] block() {
        return block;
    }

    /// Encodes the head of a request into {@link #block}, and says how long it is.
    public int encode(Http2Head head) {
        length = 0;
        if (resized) {
            resized = false;
            number(0x20, 5, 0); // forgets all that it kept
            number(0x20, 5, tableBytes);
        }
        if (head.method().equals("POST")) {
            number(0x80, 7, STATIC_POST);
        } else {
            literal(false, STATIC_METHOD, METHOD, head.method());
        }
        number(0x80, 7, head.secure() ? STATIC_HTTPS : STATIC_HTTP);
        target(head.target());
        field(AUTHORITY, STATIC_AUTHORITY, head.authority());
        FieldList list = head.fields();
        for (int i = 0; i < list.size(); i++) {
            field(list.name(i), 0, list.value(i));
        }
        return length;
    }

    private void target(String target) {
        if (target.equals(lastTarget)) {
            number(0x80, 7, index(lastEntry));
            return;
        }
        Integer entry = targets.get(target);
        if (entry != null) {
            lastTarget = target;
            lastEntry = entry;
            number(0x80, 7, index(entry));
            return;
        }
        boolean keep = target.indexOf('?') < 0 && keeps(PATH, target);
        if (keep) {
            targets.put(target, kept++);
        }
        literal(keep, STATIC_PATH, PATH, target);
    }

    /// @param staticName where the static table has the name, or 0
    private void field(CharSequence name, int staticName, CharSequence value) {
        boolean keep = false;
        if (value instanceof AsciiString constant) {
            int known = find(name, constant);
            if (known >= 0) {
                number(0x80, 7, index(entries[known]));
                return;
            }
            keep = fields < MOST_FIELDS && keeps(name, constant);
            if (keep) {
                names[fields] = name;
                values[fields] = constant;
                entries[fields++] = kept++;
            }
        }
        literal(keep, staticName, name, value);
    }

    private void literal(boolean keep, int staticName, CharSequence name, CharSequence value) {
        number(keep ? 0x40 : 0x00, keep ? 6 : 4, staticName);
        if (staticName == 0) {
            lowerCase(name);
        }
        text(value);
    }

    private int find(CharSequence name, AsciiString value) {
        for (int i = 0; i < fields; i++) {
            if (values[i].equals(value) && AsciiString.contentEquals(names[i], name)) {
                return i;
            }
        }
        return -1;
    }

    /// Whether the table has room for one more entry; if so, it is taken.
    private boolean keeps(CharSequence name, CharSequence value) {
        int bytes = name.length() + value.length() + ENTRY_BYTES;
        if (usedBytes + bytes > tableBytes) {
            return false;
        }
        usedBytes += bytes;
        return true;
    }

    /// The newest entry comes first (2.3.3).
    private int index(int entry) {
        return STATIC_ENTRIES + kept - entry;
    }

    /// A number behind some bits of its first byte (5.1).
    private void number(int bits, int prefixLength, int value) {
        room(Integer.BYTES + 2);
        int most = (1 << prefixLength) - 1;
        if (value < most) {
            block[length++] = (byte) (bits | value);
            return;
        }
        block[length++] = (byte) (bits | most);
        int rest = value - most;
        while (rest >= 0x80) {
            block[length++] = (byte) (rest | 0x80);
            rest >>>= 7;
        }
        block[length++] = (byte) rest;
    }

    /// A string as it is (5.2): Huffman's code would save a third of its bytes, at several times
    /// the cost.
    private void text(CharSequence text) {
        number(0x00, 7, text.length());
        characters(text);
    }

    private void lowerCase(CharSequence name) {
        number(0x00, 7, name.length());
        int start = length;
        characters(name);
        for (int i = start; i < length; i++) {
            byte b = block[i];
            if (b >= 'A' && b <= 'Z') {
                block[i] = (byte) (b | 0x20);
            }
        }
    }

    @SuppressWarnings("deprecation") // just the low bytes: what is no Latin-1 is no header
    private void characters(CharSequence text) {
        int size = text.length();
        room(size);
        if (text instanceof AsciiString ascii) {
            System.arraycopy(ascii.array(), ascii.arrayOffset(), block, length, size);
        } else {
            text.toString().getBytes(0, size, block, length);
        }
        length += size;
    }

    private void room(int bytes) {
        if (block.length - length < bytes) {
            block = Arrays.copyOf(block, Math.max(2 * block.length, length + bytes));
        }
    }
}
