package dev.kiban.transcode;

/// The fields that a URL has set before the body is read. A body that sets such a field to the same
/// value changes nothing; another value, or another member of the same oneof, is a [Refusal]: the
/// URL decided who may do what to which object, and the body must not change that afterwards.
public final class BoundFields {

    /// The URL has set nothing.
    public static final BoundFields NONE = new BoundFields();

    private BoundNode root = BoundNode.NONE;

    /// @param path the field, seen from the message that the body fills (or, for a body of one
    ///     field, from the request)
    /// @param wire the field as [TextToWire#field] wrote it; copied
    public void bind(FieldPath path, Slice wire) {
        if (root == BoundNode.NONE) {
            root = new BoundNode();
        }
        BoundNode node = root;
        for (FieldEntry step : path.steps.subList(0, path.steps.size() - 1)) {
            node = node.inner(step);
        }
        node.leaf(path.last(), path.leafOf(wire));
    }

    BoundNode root() {
        return root;
    }
}
