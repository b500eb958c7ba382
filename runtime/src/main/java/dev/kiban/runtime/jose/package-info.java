/// Signatures of tokens that the JOSE library leaves to others.
///
/// A room of its own, since people who sign in and programs that call are known by tokens in two
/// domains, and what checks a signature must not stand twice.
@NullMarked
package dev.kiban.runtime.jose;

import org.jspecify.annotations.NullMarked;
