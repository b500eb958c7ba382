package dev.kiban.transcode;

import java.util.ArrayList;
import java.util.List;

/// Which fields a JSON body set, as leaf paths in proto names (`book.author`): what PATCH derives
/// its update mask from.
///
/// A list, a map, and a message with a JSON form of its own (`Timestamp`, `Struct`) are leaves; so
/// are an empty object, and a `null`, which asks to clear the field.
public final class PresentPaths {

    /// Records nothing.
    static final PresentPaths IGNORED = new PresentPaths(false);

    private static final int MAX_PATHS = 1000;
    private static final int MAX_PATH_CHARS = 2000;

    private final boolean recording;
    private final List<String> paths = new ArrayList<>();
    private final StringBuilder prefix = new StringBuilder();

    public PresentPaths() {
        this(true);
    }

    private PresentPaths(boolean recording) {
        this.recording = recording;
    }

    /// In the order of the body.
    public List<String> paths() {
        return List.copyOf(paths);
    }

    /// Steps into a message field.
    ///
    /// @return the mark for [#leave]
    int enter(FieldEntry field) {
        int mark = prefix.length();
        prefix.append(field.name).append('.');
        if (prefix.length() > MAX_PATH_CHARS) {
            throw Refusal.tooLarge("the path of the field is too long for an update mask");
        }
        return mark;
    }

    /// Steps out of a message field; if nothing was set in it, it is a leaf itself.
    void leave(int mark, int pathsBefore) {
        if (paths.size() == pathsBefore) {
            add(prefix.substring(0, prefix.length() - 1));
        }
        prefix.setLength(mark);
    }

    int count() {
        return paths.size();
    }

    void leaf(FieldEntry field) {
        if (recording) {
            add(prefix + field.name);
        }
    }

    private void add(String path) {
        if (paths.size() == MAX_PATHS) {
            throw Refusal.tooLarge(
                    "the body sets more than "
                            + MAX_PATHS
                            + " fields, too many for an update mask");
        }
        paths.add(path);
    }
}
