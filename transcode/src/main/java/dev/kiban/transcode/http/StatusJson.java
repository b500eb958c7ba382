package dev.kiban.transcode.http;

import com.google.protobuf.DescriptorProtos.FileDescriptorSet;
import dev.kiban.transcode.ByteSink;
import dev.kiban.transcode.JsonOptions;
import dev.kiban.transcode.JsonOptions.Defaults;
import dev.kiban.transcode.Limits;
import dev.kiban.transcode.MessageType;
import dev.kiban.transcode.Refusal;
import dev.kiban.transcode.Schema;
import dev.kiban.transcode.Slice;
import dev.kiban.transcode.WireToJson;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;

/// Writes an error as the JSON of a `google.rpc.Status`:
/// `{"code":5,"message":"no such shelf","details":[{"@type":…}]}`.
///
/// A detail whose type the schema has, or that is one of `google/rpc/error_details.proto`, is
/// printed with its fields; any other one as its bytes in base64. A detail that cannot be printed
/// at all is left out: it must not take code and message with it.
public final class StatusJson {
    private static final Schema ERROR_DETAILS = Schema.parse(resource("error_details.binpb"));
    private static final Schema NO_DETAILS = Schema.of(FileDescriptorSet.getDefaultInstance());

    private static final MessageType STATUS =
            ERROR_DETAILS.message("google.rpc.Status").orElseThrow();
    private static final int CODE = 1;
    private static final int MESSAGE = 2;
    private static final int DETAILS = 3;
    private static final int TYPE_URL = 1;

    /// The end of the JSON of a status without details.
    private static final int OPEN_DETAILS = "]}".length();

    private final WireToJson statusPrinter;
    private final DetailPrinter ofSchema;
    private final DetailPrinter ofErrorDetails;
    private final DetailPrinter asBytes;

    /// A writer that knows the error details of a service.
    public StatusJson(Schema schema, JsonOptions options, Limits limits) {
        JsonOptions complete = JsonOptions.DEFAULT.with(Defaults.PRINT);
        statusPrinter = new WireToJson(ERROR_DETAILS, complete, Limits.DEFAULT);
        ofSchema = DetailPrinter.of(schema, options, limits);
        ofErrorDetails = DetailPrinter.of(ERROR_DETAILS, options, limits);
        asBytes = DetailPrinter.of(NO_DETAILS, options, limits);
    }

    /// A writer for errors that no service has a part in.
    public StatusJson() {
        this(NO_DETAILS, JsonOptions.DEFAULT, Limits.DEFAULT);
    }

    /// Appends the JSON of a status to the sink, with as many details as there is room for.
    public void write(GrpcStatus status, ByteSink sink) {
        ByteSink wire = new ByteSink(sink.limit());
        WireOut.number(CODE, status.code().number(), wire);
        WireOut.field(MESSAGE, Slice.utf8(status.message()), wire);
        statusPrinter.message(STATUS, wire.slice(), sink);
        if (status.details().length() == 0) {
            return;
        }
        ByteSink details = new ByteSink(sink.limit() - sink.length());
        print(status.details(), details);
        sink.truncate(sink.length() - OPEN_DETAILS);
        sink.write(details.array(), 0, details.length());
        sink.write(']');
        sink.write('}');
    }

    private void print(Slice status, ByteSink details) {
        try {
            for (WireReader reader = new WireReader(status); reader.next(); ) {
                if (reader.isAt(DETAILS)) {
                    printDetail(reader.content(), details);
                }
            }
        } catch (Refusal _) {
            // The bytes end in rubbish: what came before it is printed, and stays.
        }
    }

    private void printDetail(Slice any, ByteSink details) {
        int before = details.length();
        try {
            String type = type(any);
            if (before > 0) {
                details.write(',');
            }
            boolean printed =
                    (ofSchema.knows(type) && ofSchema.print(any, details))
                            || (ofErrorDetails.knows(type) && ofErrorDetails.print(any, details))
                            || asBytes.print(any, details);
            if (!printed) {
                details.truncate(before);
            }
        } catch (Refusal _) { // not even an Any, or no room for the comma
            details.truncate(before);
        }
    }

    /// The name in the type URL of an `Any`.
    private static String type(Slice any) {
        String url = "";
        for (WireReader reader = new WireReader(any); reader.next(); ) {
            if (reader.isAt(TYPE_URL)) {
                url = reader.content().toString();
            }
        }
        return url.substring(url.lastIndexOf('/') + 1);
    }

    /// Prints details by the types of one schema.
    private record DetailPrinter(Schema schema, MessageType any, WireToJson wireToJson) {

        static DetailPrinter of(Schema schema, JsonOptions options, Limits limits) {
            MessageType any = schema.message("google.protobuf.Any").orElseThrow();
            return new DetailPrinter(schema, any, new WireToJson(schema, options, limits));
        }

        boolean knows(String type) {
            return schema.message(type).isPresent();
        }

        /// False if the detail is broken, or too large.
        boolean print(Slice detail, ByteSink details) {
            int before = details.length();
            try {
                wireToJson.message(any, detail, details);
                return true;
            } catch (Refusal _) {
                details.truncate(before);
                return false;
            }
        }
    }

    private static byte[] resource(String name) {
        try (InputStream in = StatusJson.class.getResourceAsStream(name)) {
            return Objects.requireNonNull(in, name).readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
