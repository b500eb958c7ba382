package dev.kiban.transcode.http;

import com.google.protobuf.Descriptors.FieldDescriptor;
import dev.kiban.transcode.ByteSink;
import dev.kiban.transcode.FieldPath;
import dev.kiban.transcode.MessageType;
import dev.kiban.transcode.Schema;
import dev.kiban.transcode.Slice;
import dev.kiban.transcode.TextToWire;
import java.util.List;

/// Writes one entry of a map that a query names: `labels[k]=v`.
final class MapEntries {
    private final Schema schema;
    private final TextToWire textToWire;
    private final int maxBytes;

    MapEntries(Schema schema, TextToWire textToWire, int maxBytes) {
        this.schema = schema;
        this.textToWire = textToWire;
        this.maxBytes = maxBytes;
    }

    void write(Parameter map, String key, String value, ByteSink sink) {
        MessageType entry =
                schema.message(map.field().getMessageType().getFullName()).orElseThrow();
        ByteSink content = new ByteSink(maxBytes);
        textToWire.field(path(entry, "key"), Slice.utf8(key), content);
        textToWire.field(path(entry, "value"), Slice.utf8(value), content);
        wrapped(map.steps(), content.slice(), sink);
    }

    private static FieldPath path(MessageType entry, String field) {
        return entry.path(field).orElseThrow();
    }

    /// Writes the content as the last of the steps, within the messages of the steps before.
    private void wrapped(List<FieldDescriptor> steps, Slice content, ByteSink sink) {
        Slice inner = content;
        for (FieldDescriptor step : steps.subList(1, steps.size()).reversed()) {
            ByteSink outer = new ByteSink(maxBytes);
            WireOut.message(step, inner, outer);
            inner = outer.slice();
        }
        WireOut.message(steps.getFirst(), inner, sink);
    }
}
