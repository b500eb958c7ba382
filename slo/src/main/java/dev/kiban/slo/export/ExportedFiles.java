package dev.kiban.slo.export;

import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/// What came out as several files, and what could not be said.
///
/// @param files the text of each, by name
public record ExportedFiles(SortedMap<String, String> files, List<Unsaid> unsaid) {

    public ExportedFiles {
        files = Collections.unmodifiableSortedMap(new TreeMap<>(files));
        unsaid = List.copyOf(unsaid);
    }
}
