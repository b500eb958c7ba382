package dev.kiban.transcode.http;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.Descriptors.MethodDescriptor;
import com.google.protobuf.WireFormat;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// Reads the `google.api.http` annotation of a method from the bytes of its options, so that the
/// program needs no generated class of the annotation, whatever set of descriptors it is given.
public final class HttpRules {
    private static final int ANNOTATION = 72295728;

    private HttpRules() {}

    /// The rules of a method: its annotation first, then its `additional_bindings`; none if the
    /// method has no annotation.
    ///
    /// @throws BindingFault if the annotation is no rule
    public static List<HttpRule> of(MethodDescriptor method) {
        try {
            return annotated(method);
        } catch (IOException e) {
            throw new BindingFault(List.of("google.api.http cannot be read: " + e.getMessage()));
        }
    }

    /// The rule of a method without annotation: `POST /package.Service/Method`, the path of its
    /// gRPC call, with the whole message as body.
    public static HttpRule unannotated(MethodDescriptor method) {
        String path = "/" + method.getService().getFullName() + "/" + method.getName();
        return new HttpRule("POST", path, HttpRule.WHOLE_MESSAGE, "");
    }

    private static List<HttpRule> annotated(MethodDescriptor method) throws IOException {
        List<HttpRule> rules = new ArrayList<>();
        CodedInputStream options = method.getOptions().toByteString().newCodedInput();
        for (int tag = options.readTag(); tag != 0; tag = options.readTag()) {
            if (tag == tag(ANNOTATION)) {
                rules.clear(); // of several, the last one holds
                new RuleReader(options.readBytes().newCodedInput()).readInto(rules);
            } else {
                options.skipField(tag);
            }
        }
        return List.copyOf(rules);
    }

    private static int tag(int field) {
        return field << 3 | WireFormat.WIRETYPE_LENGTH_DELIMITED;
    }

    /// Reads one `google.api.HttpRule` message; the constants are its field numbers.
    private static final class RuleReader {
        private static final int GET = 2;
        private static final int PUT = 3;
        private static final int POST = 4;
        private static final int DELETE = 5;
        private static final int PATCH = 6;
        private static final int BODY = 7;
        private static final int CUSTOM = 8;
        private static final int CUSTOM_KIND = 1;
        private static final int CUSTOM_PATH = 2;
        private static final int ADDITIONAL_BINDINGS = 11;
        private static final int RESPONSE_BODY = 12;

        private final CodedInputStream in;
        private final List<CodedInputStream> additional = new ArrayList<>();
        private String httpMethod = "";
        private String template = "";
        private String body = "";
        private String responseBody = "";

        RuleReader(CodedInputStream in) {
            this.in = in;
        }

        void readInto(List<HttpRule> rules) throws IOException {
            rules.add(read());
            for (CodedInputStream more : additional) {
                RuleReader reader = new RuleReader(more);
                rules.add(reader.read());
                if (!reader.additional.isEmpty()) {
                    throw fault("additional_bindings must not have additional_bindings");
                }
            }
        }

        private HttpRule read() throws IOException {
            for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
                readField(tag);
            }
            if (httpMethod.isEmpty()) {
                throw fault(
                        "a google.api.http rule has no path: set get, put, post, delete, patch or custom");
            }
            return new HttpRule(httpMethod, template, body, responseBody);
        }

        private void readField(int tag) throws IOException {
            if (WireFormat.getTagWireType(tag) != WireFormat.WIRETYPE_LENGTH_DELIMITED) {
                in.skipField(tag);
                return;
            }
            switch (WireFormat.getTagFieldNumber(tag)) {
                case GET -> pattern("GET");
                case PUT -> pattern("PUT");
                case POST -> pattern("POST");
                case DELETE -> pattern("DELETE");
                case PATCH -> pattern("PATCH");
                case CUSTOM -> custom(in.readBytes().newCodedInput());
                case BODY -> body = in.readStringRequireUtf8();
                case RESPONSE_BODY -> responseBody = in.readStringRequireUtf8();
                case ADDITIONAL_BINDINGS -> additional.add(in.readBytes().newCodedInput());
                default -> in.skipField(tag);
            }
        }

        private void pattern(String method) throws IOException {
            httpMethod = method;
            template = in.readStringRequireUtf8();
        }

        private void custom(CodedInputStream custom) throws IOException {
            httpMethod = "";
            template = "";
            for (int tag = custom.readTag(); tag != 0; tag = custom.readTag()) {
                if (tag == tag(CUSTOM_KIND)) {
                    httpMethod = custom.readStringRequireUtf8();
                } else if (tag == tag(CUSTOM_PATH)) {
                    template = custom.readStringRequireUtf8();
                } else {
                    custom.skipField(tag);
                }
            }
            if (httpMethod.isEmpty()) {
                throw fault("a custom google.api.http rule has no kind");
            }
        }

        private static BindingFault fault(String what) {
            return new BindingFault(List.of(what));
        }
    }
}
