package dev.kiban.gateway;

import dev.kiban.definition.JsonStyle;
import dev.kiban.definition.Route.GrpcRoute;
import dev.kiban.definition.RouteLimits;
import dev.kiban.transcode.JsonOptions;
import dev.kiban.transcode.Limits;
import dev.kiban.transcode.http.BindingOptions;
import dev.kiban.transcode.http.StreamFraming;

/// A route's JSON style and limits, in the words of the codec.
final class CodecOptions {
    private CodecOptions() {}

    static BindingOptions of(GrpcRoute route) {
        JsonStyle style = route.json();
        return new BindingOptions(
                json(style),
                unknownQuery(style),
                updateMask(style),
                limits(route.terms().limits()));
    }

    static StreamFraming streams(GrpcRoute route) {
        return switch (route.json().streams()) {
            case ARRAY -> StreamFraming.JSON_ARRAY;
            case NDJSON -> StreamFraming.NDJSON;
            case EVENTS -> StreamFraming.EVENT_STREAM;
        };
    }

    private static JsonOptions json(JsonStyle style) {
        return new JsonOptions(
                switch (style.fieldNames()) {
                    case JSON -> JsonOptions.FieldNames.JSON;
                    case PROTO -> JsonOptions.FieldNames.PROTO;
                },
                switch (style.enums()) {
                    case NAME -> JsonOptions.EnumFormat.NAME;
                    case NUMBER -> JsonOptions.EnumFormat.NUMBER;
                },
                switch (style.defaults()) {
                    case OMIT -> JsonOptions.Defaults.OMIT;
                    case PRINT -> JsonOptions.Defaults.PRINT;
                },
                switch (style.unknownFields()) {
                    case REJECT -> JsonOptions.UnknownFields.REJECT;
                    case IGNORE -> JsonOptions.UnknownFields.IGNORE;
                });
    }

    private static BindingOptions.UnknownQuery unknownQuery(JsonStyle style) {
        return switch (style.unknownQuery()) {
            case REJECT -> BindingOptions.UnknownQuery.REJECT;
            case IGNORE -> BindingOptions.UnknownQuery.IGNORE;
        };
    }

    private static BindingOptions.UpdateMask updateMask(JsonStyle style) {
        return switch (style.updateMask()) {
            case FILL -> BindingOptions.UpdateMask.FILL;
            case LEAVE -> BindingOptions.UpdateMask.LEAVE;
        };
    }

    /// The codec has one limit for its input in both directions; the gateway holds each message to
    /// its own before.
    private static Limits limits(RouteLimits limits) {
        return new Limits(limits.depth(), Math.max(limits.requestBytes(), limits.responseBytes()));
    }
}
