package dev.kiban.transcode.http;

/// One `google.api.HttpRule`, as a user wrote it, in a proto file or in a definition; [Binding]
/// checks it against an RPC.
///
/// @param httpMethod such as `GET`; `*` is any
/// @param template the path, as [PathTemplate] reads it
/// @param body the request field that the HTTP body fills, `*` for the whole message; empty is no
///     body
/// @param responseBody the reply field that becomes the HTTP body; empty is the whole reply
public record HttpRule(String httpMethod, String template, String body, String responseBody) {

    /// The body that fills the whole request message.
    public static final String WHOLE_MESSAGE = "*";

    /// A rule without body.
    public static HttpRule of(String httpMethod, String template) {
        return new HttpRule(httpMethod, template, "", "");
    }

    @Override
    public String toString() {
        return httpMethod + " " + template;
    }
}
