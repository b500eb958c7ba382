package dev.kiban.definition;

import dev.kiban.kernel.Share;

/// What the access log says of requests.
///
/// @param share of the requests that leave a line; those that failed through no fault of the
/// client always do
/// @param path how paths are shown, here and in spans
public record AccessLog(Share share, Path path) {
    /// Every request, with its whole path.
    public static final AccessLog WHOLE = new AccessLog(new Share(Share.WHOLE), Path.FULL);

    /// How a path is shown.
    public enum Path {
        /// As it was sent, without the query.
        FULL,
        /// As the route has it: without what stands in the place of variables, or below a prefix.
        TEMPLATE
    }
}
