/// Compression of answers: gzip and zstd, for clients that take them, on routes that ask for it.
///
/// An exchange is wrapped when it arrives, and compresses from when a route tells it to; all that
/// writes the answer knows nothing of it. Start at
/// [CompressibleExchange][dev.kiban.gateway.compress.CompressibleExchange].
///
/// What may be compressed: RFC 9110, 8.4 (content codings), 8.8.3.3 (entity tags differ between
/// codings), 12.5.3 (`Accept-Encoding`), and `no-transform` of RFC 9111, 5.2.2.6.
@NullMarked
package dev.kiban.gateway.compress;

import org.jspecify.annotations.NullMarked;
