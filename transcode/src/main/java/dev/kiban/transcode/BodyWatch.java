package dev.kiban.transcode;

/// What to watch while a JSON body is read: the fields that the URL has bound, and where to note
/// which fields the body sets.
public record BodyWatch(BoundFields bound, PresentPaths present) {

    /// Nothing is bound, nothing is noted.
    public static final BodyWatch NONE = new BodyWatch(BoundFields.NONE, PresentPaths.IGNORED);

    /// Notes nothing.
    ///
    /// @param bound fields that the body must not change
    public static BodyWatch bound(BoundFields bound) {
        return new BodyWatch(bound, PresentPaths.IGNORED);
    }

    /// The same, and notes which fields the body sets.
    public BodyWatch recording(PresentPaths paths) {
        return new BodyWatch(bound, paths);
    }
}
