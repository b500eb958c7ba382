package dev.kiban.definition.load;

import dev.kiban.definition.shape.Reading;
import dev.kiban.definition.yaml.Yaml;
import java.util.ArrayList;
import java.util.List;

/// Where the documents of one kind are put.
final class Shelf<T> {
    private final Kind<T> kind;
    private final List<T> documents = new ArrayList<>();

    Shelf(Kind<T> kind) {
        this.kind = kind;
    }

    String kind() {
        return kind.name();
    }

    void read(Yaml document, Reading reading) {
        kind.document().read(document, reading).ifPresent(documents::add);
    }

    List<T> documents() {
        return documents;
    }
}
