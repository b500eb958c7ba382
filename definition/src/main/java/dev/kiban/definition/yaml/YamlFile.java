package dev.kiban.definition.yaml;

import java.util.List;

/// What could be read of one file.
///
/// @param documents the documents that are well-formed; empty ones are left out
/// @param whole false if part of the text could not be read
/// @param text the file's text; empty if it is not text
public record YamlFile(List<Yaml> documents, boolean whole, String text) {

    public YamlFile {
        documents = List.copyOf(documents);
    }
}
