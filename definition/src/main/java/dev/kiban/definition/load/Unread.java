package dev.kiban.definition.load;

import java.util.ArrayList;
import java.util.List;

/// What could not be read. A name that may be declared there is not reported as missing: it would
/// be a second problem with the same cause.
final class Unread {
    private final List<String> texts = new ArrayList<>();
    private boolean unknown;

    /// Part of this text could not be read.
    void addText(String text) {
        texts.add(text);
    }

    /// Something is there of which not even the text is known.
    void addUnknown() {
        unknown = true;
    }

    boolean mayName(String name) {
        return unknown || texts.stream().anyMatch(text -> text.contains(name));
    }
}
