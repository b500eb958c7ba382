package dev.kiban.definition.yaml;

import dev.kiban.definition.Location;
import dev.kiban.definition.Problem;
import dev.kiban.definition.ProblemCode;
import dev.kiban.definition.yaml.Yaml.Broken;
import dev.kiban.definition.yaml.Yaml.Entry;
import dev.kiban.definition.yaml.Yaml.Mapping;
import dev.kiban.definition.yaml.Yaml.Scalar;
import dev.kiban.definition.yaml.Yaml.ScalarType;
import dev.kiban.definition.yaml.Yaml.Sequence;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.common.SpecVersion;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.DocumentStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.MappingStartEvent;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.events.SequenceStartEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;

/// Builds located values from the parser's events, within the limits and without what we do not
/// take from YAML: anchors, aliases, merge keys and tags. Those would let one line stand for a
/// million, or for something that is read elsewhere.
final class TreeBuilder {
    private static final String MERGE_KEY = "<<";
    private static final String CORE_TAGS = "tag:yaml.org,2002:";

    private final Iterator<Event> events;
    private final Places places;
    private final FileProblems problems;
    private Event current;
    private int values;

    TreeBuilder(Iterator<Event> events, Places places, FileProblems problems) {
        this.events = events;
        this.places = places;
        this.problems = problems;
        this.current = events.next();
    }

    /// Moves to the next document; false at the end of the text.
    boolean hasDocument() {
        while (!(current instanceof DocumentStartEvent) && events.hasNext()) {
            advance();
        }
        return current instanceof DocumentStartEvent;
    }

    /// The document that [#hasDocument] found; empty if nothing stands in it.
    Optional<Yaml> nextDocument() {
        DocumentStartEvent start = (DocumentStartEvent) current;
        if (start.getSpecVersion().map(SpecVersion::getMajor).orElse(1) != 1) {
            throw refuse(ProblemCode.NOT_YAML, "only YAML 1 is known: remove the %YAML line");
        }
        advance();
        Yaml root = value(1);
        boolean empty = root instanceof Scalar scalar && scalar.type() == ScalarType.NOTHING;
        return empty ? Optional.empty() : Optional.of(root);
    }

    /// To be thrown: gives up at the current event.
    Refusal refuse(ProblemCode code, String message) {
        return new Refusal(code, message, current);
    }

    /// Where reading is.
    Optional<Mark> mark() {
        return current.getStartMark();
    }

    /// Reads the value at the current event and moves past it.
    private Yaml value(int depth) {
        if (depth > YamlLimits.MAX_DEPTH) {
            throw refuse(
                    ProblemCode.TOO_DEEP,
                    "more than %d lists and mappings within each other"
                            .formatted(YamlLimits.MAX_DEPTH));
        }
        if (problems.isFull()) {
            throw refuse(ProblemCode.TOO_MANY, "more problems than are kept");
        }
        if (++values > YamlLimits.MAX_VALUES) {
            throw refuse(
                    ProblemCode.TOO_MANY,
                    "more than %d values in one file: split it".formatted(YamlLimits.MAX_VALUES));
        }
        Event event = current;
        boolean sound = isSound((NodeEvent) event);
        Yaml value =
                switch (event) {
                    case SequenceStartEvent _ -> sequence(depth);
                    case MappingStartEvent _ -> mapping(depth);
                    case ScalarEvent scalar -> scalar(scalar);
                    default -> new Broken(places.at(event)); // an alias
                };
        advance();
        return sound ? value : new Broken(value.at());
    }

    private Yaml sequence(int depth) {
        Location at = places.at(current);
        advance();
        List<Yaml> items = new ArrayList<>();
        while (current instanceof NodeEvent) {
            items.add(value(depth + 1));
        }
        return new Sequence(items, at);
    }

    private Yaml mapping(int depth) {
        Location at = places.at(current);
        advance();
        Map<String, Entry> entries = new LinkedHashMap<>();
        boolean complete = true;
        while (current instanceof NodeEvent) {
            Yaml key = value(depth + 1);
            complete &= isMerge(key) ? skipMerge(key, depth) : put(entries, key, value(depth + 1));
        }
        return new Mapping(List.copyOf(entries.values()), complete, at);
    }

    private static boolean isMerge(Yaml key) {
        return key instanceof Scalar scalar && scalar.text().equals(MERGE_KEY);
    }

    /// Always false: what was to be merged is missing now. The alias that usually follows is not
    /// worth a problem of its own.
    private boolean skipMerge(Yaml key, int depth) {
        report(key.at(), ProblemCode.ALIAS, "merge key '<<': write the keys out");
        if (current instanceof AliasEvent) {
            advance();
        } else {
            value(depth + 1);
        }
        return false;
    }

    /// False if the entry is none that a mapping can have.
    private boolean put(Map<String, Entry> entries, Yaml key, Yaml value) {
        if (!(key instanceof Scalar(ScalarType _, String name, Location at))) {
            if (!(key instanceof Broken)) {
                report(key.at(), ProblemCode.WRONG_TYPE, "a key must be text, not " + kindOf(key));
            }
            return false;
        }
        Entry first = entries.putIfAbsent(name, new Entry(name, at, value));
        if (first != null) {
            report(
                    at,
                    ProblemCode.DUPLICATE_KEY,
                    "key '%s' is given twice; first in line %d".formatted(name, first.at().line()));
        }
        return true;
    }

    private static String kindOf(Yaml key) {
        return key instanceof Mapping ? "a mapping" : "a list";
    }

    private Yaml scalar(ScalarEvent event) {
        ScalarType type = event.isPlain() ? CoreSchema.typeOf(event.getValue()) : ScalarType.TEXT;
        return new Scalar(type, event.getValue(), places.at(event));
    }

    /// Reports anchors, aliases and tags. An anchor alone does no harm to its value.
    private boolean isSound(NodeEvent event) {
        if (event instanceof AliasEvent alias) {
            String name = alias.getAlias().getValue();
            report(
                    places.at(event),
                    ProblemCode.ALIAS,
                    "alias '*%s': write the value out, or put text that starts with * in quotes"
                            .formatted(name));
            return false;
        }
        event.getAnchor()
                .ifPresent(
                        anchor ->
                                report(
                                        places.at(event),
                                        ProblemCode.ALIAS,
                                        "anchor '&%s': values are not shared; put text that starts with & in quotes"
                                                .formatted(anchor.getValue())));
        Optional<String> tag = tagOf(event);
        tag.ifPresent(
                name ->
                        report(
                                places.at(event),
                                ProblemCode.TAG,
                                "tag '%s': values have no tags; put text that starts with ! in quotes"
                                        .formatted(name.replace(CORE_TAGS, "!!"))));
        return tag.isEmpty();
    }

    private static Optional<String> tagOf(NodeEvent event) {
        return switch (event) {
            case ScalarEvent scalar -> scalar.getTag();
            case MappingStartEvent mapping -> mapping.getTag();
            case SequenceStartEvent sequence -> sequence.getTag();
            default -> Optional.empty();
        };
    }

    private void report(Location at, ProblemCode code, String message) {
        problems.add(new Problem(at, code, message));
    }

    private void advance() {
        current = events.next();
    }
}
