package dev.kiban.definition;

import java.util.Map;

/// What Kubernetes calls object metadata, without the name: labels to select by, annotations for
/// tools. Kiban keeps both and gives them no meaning.
public record Metadata(Map<String, String> labels, Map<String, String> annotations) {

    /// No labels, no annotations.
    public static final Metadata NONE = new Metadata(Map.of(), Map.of());

    public Metadata {
        labels = Map.copyOf(labels);
        annotations = Map.copyOf(annotations);
    }
}
