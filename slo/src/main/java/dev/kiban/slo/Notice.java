package dev.kiban.slo;

import java.util.Map;

/// Something other than a budget that people are to be told of for as long as it stands.
///
/// @param subject what it is about, one of its kind: letters, digits and `._:/-`
/// @param labels what it is about; one is `alertname`
/// @param annotations what to say
public record Notice(String subject, Map<String, String> labels, Map<String, String> annotations) {

    public Notice {
        labels = Map.copyOf(labels);
        annotations = Map.copyOf(annotations);
    }
}
