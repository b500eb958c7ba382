package dev.kiban.runtime.admin;

import java.nio.charset.StandardCharsets;

/// One page of an [AdminServer], made anew for each reader.
@FunctionalInterface
public interface AdminPage {

    /// The page as of now. On a virtual thread; several at once.
    ///
    /// @param accept the reader's `Accept` header, `""` if it has none
    Answer read(String accept);

    /// What a reader gets.
    ///
    /// @param body not copied, the server owns it
    @SuppressWarnings("ArrayRecordComponent") // handed straight to a socket, never compared
    record Answer(int status, String contentType, byte[] body) {

        /// Plain text.
        public static Answer text(int status, String text) {
            return new Answer(status, "text/plain; charset=utf-8", utf8(text));
        }

        /// A page for people.
        public static Answer html(String html) {
            return new Answer(200, "text/html; charset=utf-8", utf8(html));
        }

        /// JSON.
        public static Answer json(String json) {
            return new Answer(200, "application/json", utf8(json));
        }

        private static byte[] utf8(String text) {
            return text.getBytes(StandardCharsets.UTF_8);
        }
    }
}
