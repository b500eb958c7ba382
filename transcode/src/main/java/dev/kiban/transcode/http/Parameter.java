package dev.kiban.transcode.http;

import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.OneofDescriptor;
import dev.kiban.transcode.FieldPath;
import java.util.List;

/// A field of the request message that a URL can set, by a path variable or a query parameter.
///
/// @param path where the field is
/// @param steps the fields on the way, the last one included
record Parameter(FieldPath path, List<FieldDescriptor> steps) {

    /// How two fields of one message stand to each other.
    enum Relation {
        SAME,
        /// Members of one oneof, or within such members: only one of them can be set.
        EXCLUSIVE,
        INDEPENDENT
    }

    Parameter(FieldPath path) {
        this(path, path.fields());
    }

    FieldDescriptor field() {
        return steps.getLast();
    }

    boolean isMap() {
        return field().isMapField();
    }

    boolean isList() {
        return field().isRepeated() && !field().isMapField();
    }

    /// Is the field, or one that it is in, the given top-level field or excluded by it?
    boolean meets(FieldDescriptor topLevel) {
        return relation(steps.getFirst(), topLevel) != Relation.INDEPENDENT;
    }

    Relation relation(Parameter other) {
        int shared = Math.min(steps.size(), other.steps.size());
        for (int i = 0; i < shared; i++) {
            Relation relation = relation(steps.get(i), other.steps.get(i));
            if (relation != Relation.SAME) {
                return relation;
            }
        }
        return Relation.SAME; // neither can be within the other: what a URL sets has no fields
    }

    private static Relation relation(FieldDescriptor one, FieldDescriptor other) {
        if (one == other) {
            return Relation.SAME;
        }
        OneofDescriptor oneof = one.getRealContainingOneof();
        return oneof != null && oneof == other.getRealContainingOneof()
                ? Relation.EXCLUSIVE
                : Relation.INDEPENDENT;
    }

    @Override
    public String toString() {
        return path.toString();
    }
}
