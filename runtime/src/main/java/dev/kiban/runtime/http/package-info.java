/// HTTP for the data path: servers and clients on event loops, behind an interface narrow enough
/// that the library below can be exchanged and measured again. Nothing outside this room imports
/// `io.vertx` or `io.netty`.
///
/// A {@link dev.kiban.runtime.http.Transport} owns the event loops. A {@link
/// dev.kiban.runtime.http.Listener} takes connections and spreads them over the loops; each request
/// arrives as an {@link dev.kiban.runtime.http.Exchange}. An {@link dev.kiban.runtime.http.Origin}
/// is one address that a loop calls, each request a {@link dev.kiban.runtime.http.Call}. Both sides
/// of a request stay on one {@link dev.kiban.runtime.http.Loop}: no locks, no hops, and everything
/// here but `Transport` and `Listener` is confined to its loop.
///
/// Bytes travel as ranges of arrays. Whoever hands a range over does not change it afterwards, so
/// nobody copies.
@NullMarked
package dev.kiban.runtime.http;

import org.jspecify.annotations.NullMarked;
