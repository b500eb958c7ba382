package dev.kiban.transcode.http;

import dev.kiban.transcode.JsonOptions;
import dev.kiban.transcode.Limits;

/// What a route may choose about its bindings.
///
/// @param json how JSON is read and printed
/// @param unknownQuery what to do with a query parameter that is none of the method
/// @param updateMask what to do about the `update_mask` of a PATCH
/// @param limits of what one message may take
public record BindingOptions(
        JsonOptions json, UnknownQuery unknownQuery, UpdateMask updateMask, Limits limits) {

    /// JSON as [JsonOptions#DEFAULT], unknown parameters refused, update masks filled in.
    public static final BindingOptions DEFAULT =
            new BindingOptions(
                    JsonOptions.DEFAULT, UnknownQuery.REJECT, UpdateMask.FILL, Limits.DEFAULT);

    /// What to do with a query parameter that names no field, or one that the rule takes from the
    /// path or the body only.
    public enum UnknownQuery {
        REJECT,
        IGNORE
    }

    /// What to do about the `update_mask` of a PATCH.
    public enum UpdateMask {
        /// If the client sends none, it becomes the fields that the JSON body names.
        FILL,
        /// It is what the client sends.
        LEAVE
    }
}
