package dev.kiban.definition.yaml;

import dev.kiban.definition.Location;
import java.nio.file.Path;
import java.util.Optional;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.exceptions.Mark;

/// Turns the parser's marks, which count from 0 and from where it was started, into places in the
/// file.
record Places(Path file, int linesBefore) {

    Location at(Event event) {
        return at(event.getStartMark());
    }

    Location at(Optional<Mark> mark) {
        return mark.map(m -> new Location(file, linesBefore + m.getLine() + 1, m.getColumn() + 1))
                .orElseGet(() -> new Location(file, linesBefore + 1, 1));
    }
}
