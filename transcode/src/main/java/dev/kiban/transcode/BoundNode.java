package dev.kiban.transcode;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What the URL has set in one message. A path has few variables, so lists are searched from the
/// front.
final class BoundNode {

    /// Nothing is set here, nor in any message within.
    static final BoundNode NONE = new BoundNode();

    private sealed interface Bound {
        FieldEntry field();
    }

    /// @param wire tag and value
    private record Leaf(FieldEntry field, Slice wire) implements Bound {}

    private record Inner(FieldEntry field, BoundNode node) implements Bound {}

    private final List<Bound> fields = new ArrayList<>();

    BoundNode inner(FieldEntry field) {
        if (find(field) instanceof Inner(_, BoundNode node)) {
            return node;
        }
        BoundNode node = new BoundNode();
        fields.add(new Inner(field, node));
        return node;
    }

    void leaf(FieldEntry field, Slice wire) {
        fields.add(new Leaf(field, wire));
    }

    /// What is set within this message field.
    BoundNode within(FieldEntry field) {
        if (this != NONE && find(field) instanceof Inner(_, BoundNode node)) {
            return node;
        }
        return NONE;
    }

    boolean hasLeaf(FieldEntry field) {
        return find(field) instanceof Leaf;
    }

    boolean has(FieldEntry field) {
        return find(field) != null;
    }

    /// Refuses a list or map to which the URL has added, and a member of a oneof of which the URL
    /// set another member.
    void requireFree(FieldEntry field) {
        if (this == NONE) {
            return;
        }
        for (Bound bound : fields) {
            if (bound.field() == field && field.shape != FieldEntry.Shape.SINGULAR) {
                throw alreadySet();
            }
            boolean sameOneof = field.oneofSlot >= 0 && bound.field().oneofSlot == field.oneofSlot;
            if (sameOneof && bound.field() != field) {
                throw Refusal.invalid(
                        "the URL has already set '"
                                + bound.field().name
                                + "', and only one of the two can be set");
            }
        }
    }

    /// Refuses a value that is not the one in the URL.
    ///
    /// @param from where the field's tag and value start
    void requireSame(FieldEntry field, byte[] bytes, int from, int to) {
        if (find(field) instanceof Leaf(_, Slice wire)
                && !Arrays.equals(bytes, from, to, wire.bytes, wire.from, wire.to)) {
            throw alreadySet();
        }
    }

    private static Refusal alreadySet() {
        return Refusal.invalid("the URL has already set this field, to another value");
    }

    private @Nullable Bound find(FieldEntry field) {
        for (Bound bound : fields) {
            if (bound.field() == field) {
                return bound;
            }
        }
        return null;
    }
}
