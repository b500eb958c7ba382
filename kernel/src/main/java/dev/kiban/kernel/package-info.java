/// The nouns that every room speaks of. JDK only; no I/O, no clock reads.
///
/// A name that exists is a valid name: parse once at the edge, pass the type on. Start at {@link
/// dev.kiban.kernel.ServiceName}.
@NullMarked
package dev.kiban.kernel;

import org.jspecify.annotations.NullMarked;
