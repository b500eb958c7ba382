package dev.kiban.slo.export;

import java.util.List;

/// What came out, and what could not be said.
///
/// @param text of one file
public record Exported(String text, List<Unsaid> unsaid) {

    public Exported {
        unsaid = List.copyOf(unsaid);
    }
}
