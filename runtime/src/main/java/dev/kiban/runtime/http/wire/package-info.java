/// HTTP as it is on the wire: frames (RFC 9113) and header blocks (RFC 7541) of HTTP/2, as a client
/// sends and gets them. What they mean for connections and calls is said one room up.
@NullMarked
package dev.kiban.runtime.http.wire;

import org.jspecify.annotations.NullMarked;
