package dev.kiban.transcode.http;

import org.jspecify.annotations.Nullable;

/// A node of the trie: where a path can go from here.
///
/// @param literals the next segment is this text
/// @param one the next segment is any
/// @param end the path ends here
/// @param rest the path ends here or anywhere below
record RouteNode<T>(
        SegmentMap<RouteNode<T>> literals,
        @Nullable RouteNode<T> one,
        RouteEnds<T> end,
        RouteEnds<T> rest) {}
