package dev.kiban.transcode.http;

import com.google.protobuf.Descriptors.FieldDescriptor;
import dev.kiban.transcode.ByteSink;
import dev.kiban.transcode.MessageType;
import dev.kiban.transcode.Slice;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// The `update_mask` of a PATCH, made from what the JSON body names: a client that sends only what
/// is to change need not say so twice.
///
/// @param field the mask
/// @param bodyPrefix the body's field and a dot: paths in a mask start below it
/// @param identity fields that path variables set; a body may repeat them, but does not change them
record PatchMask(FieldDescriptor field, String bodyPrefix, Set<String> identity) {
    private static final String NAME = "update_mask";
    private static final String TYPE = "google.protobuf.FieldMask";
    private static final int PATHS = 1;
    private static final int MAX_BYTES = 1 << 20;

    /// The mask of a request type, if it has one.
    static Optional<PatchMask> of(
            MessageType type, FieldDescriptor body, List<Parameter> variables) {
        FieldDescriptor mask = type.descriptor().findFieldByName(NAME);
        boolean fits =
                mask != null
                        && FieldBody.isMessage(mask)
                        && mask.getMessageType().getFullName().equals(TYPE);
        if (!fits) {
            return Optional.empty();
        }
        Set<String> identity =
                variables.stream().map(Parameter::toString).collect(Collectors.toUnmodifiableSet());
        return Optional.of(new PatchMask(mask, body.getName() + ".", identity));
    }

    boolean isSetBy(UrlFields url) {
        return url.meeting(field).isPresent();
    }

    /// Writes the mask. Without any path it is written too: the client has named no field, which is
    /// not the same as sending no mask.
    ///
    /// @param present the paths that the body named, seen from the request message
    void write(List<String> present, ByteSink sink) {
        ByteSink paths = new ByteSink(MAX_BYTES);
        for (String path : present) {
            if (path.startsWith(bodyPrefix) && !identity.contains(path)) {
                WireOut.field(PATHS, Slice.utf8(path.substring(bodyPrefix.length())), paths);
            }
        }
        WireOut.field(field.getNumber(), paths.slice(), sink);
    }
}
