package dev.kiban.transcode.http;

import com.google.protobuf.Descriptors.FieldDescriptor;
import dev.kiban.transcode.BoundFields;
import dev.kiban.transcode.ByteSink;
import dev.kiban.transcode.Refusal;
import dev.kiban.transcode.Slice;
import dev.kiban.transcode.TextToWire;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// The fields that the URL of one request sets: written to the sink one after the other, each
/// checked against those before it. The path decides who may do what to which object, so nothing
/// that comes later may change what it has set.
final class UrlFields {
    private final TextToWire textToWire;
    private final MapEntries mapEntries;
    private final ByteSink sink;
    private final List<Entry> entries = new ArrayList<>();

    /// @param key of a map's entry, else empty
    /// @param from where its bytes start in the sink
    private record Entry(Parameter parameter, Source source, String key, int from, int to) {}

    private enum Source {
        PATH,
        QUERY
    }

    UrlFields(TextToWire textToWire, MapEntries mapEntries, ByteSink sink) {
        this.textToWire = textToWire;
        this.mapEntries = mapEntries;
        this.sink = sink;
    }

    /// Sets a field from the path; that these do not clash was checked when the rule was compiled.
    void path(Parameter parameter, String value) {
        int from = sink.length();
        textToWire.field(parameter.path(), Slice.utf8(value), sink);
        entries.add(new Entry(parameter, Source.PATH, "", from, sink.length()));
    }

    /// Sets a field from the query.
    void query(Parameter parameter, String value) {
        int from = sink.length();
        textToWire.field(parameter.path(), Slice.utf8(value), sink);
        add(new Entry(parameter, Source.QUERY, "", from, sink.length()));
    }

    /// Sets an entry of a map from the query.
    void queryEntry(Parameter parameter, String key, String value) {
        int from = sink.length();
        mapEntries.write(parameter, key, value, sink);
        add(new Entry(parameter, Source.QUERY, key, from, sink.length()));
    }

    private void add(Entry added) {
        for (Entry entry : entries) {
            switch (entry.parameter().relation(added.parameter())) {
                case INDEPENDENT -> {}
                case EXCLUSIVE ->
                        throw refusal(
                                added.parameter(),
                                "'"
                                        + entry.parameter()
                                        + "' is set already, and only one of the"
                                        + " two can be set");
                case SAME -> {
                    if (requireCompatible(entry, added)) {
                        sink.truncate(added.from());
                        return;
                    }
                }
            }
        }
        entries.add(added);
    }

    /// True if the added field says again what the path has said.
    private boolean requireCompatible(Entry entry, Entry added) {
        if (added.parameter().isList()) {
            return false;
        }
        if (added.parameter().isMap()) {
            if (entry.key().equals(added.key())) {
                throw refusal(added.parameter(), "the key '" + added.key() + "' comes twice");
            }
            return false;
        }
        if (entry.source() == Source.QUERY) {
            throw refusal(added.parameter(), "the parameter comes twice");
        }
        byte[] bytes = sink.array();
        if (!Arrays.equals(bytes, entry.from(), entry.to(), bytes, added.from(), added.to())) {
            throw refusal(
                    added.parameter(), "the path has already set this field, to another value");
        }
        return true;
    }

    private static Refusal refusal(Parameter parameter, String why) {
        return Refusal.invalid(why).inField(parameter.toString());
    }

    boolean isEmpty() {
        return entries.isEmpty();
    }

    /// The first field set that has to do with this top-level field: it, a field in it, or another
    /// member of its oneof.
    Optional<Parameter> meeting(FieldDescriptor topLevel) {
        return entries.stream()
                .map(Entry::parameter)
                .filter(parameter -> parameter.meets(topLevel))
                .findFirst();
    }

    /// The fields for a JSON body to leave alone.
    BoundFields bound() {
        if (entries.isEmpty()) {
            return BoundFields.NONE;
        }
        BoundFields bound = new BoundFields();
        for (Entry entry : entries) {
            bound.bind(entry.parameter().path(), wire(entry));
        }
        return bound;
    }

    /// The fields for a protobuf body to leave alone, if the body is the whole message.
    WireGuards guards() {
        WireGuards guards = new WireGuards();
        for (Entry entry : entries) {
            guards.add(entry.parameter().steps(), leaf(entry));
        }
        return guards;
    }

    /// The same, if the body is one field.
    ///
    /// @throws Refusal if the URL set all of it, or another member of its oneof
    WireGuards guardsWithin(FieldDescriptor body) {
        WireGuards guards = new WireGuards();
        for (Entry entry : entries) {
            List<FieldDescriptor> steps = entry.parameter().steps();
            if (!entry.parameter().meets(body)) {
                continue;
            }
            if (steps.getFirst() != body || steps.size() == 1) {
                throw refusal(entry.parameter(), "the URL must not set what the body sets");
            }
            guards.add(steps.subList(1, steps.size()), leaf(entry));
        }
        return guards;
    }

    private Slice leaf(Entry entry) {
        return entry.parameter().path().leafOf(wire(entry));
    }

    private Slice wire(Entry entry) {
        return new Slice(sink.array(), entry.from(), entry.to());
    }
}
