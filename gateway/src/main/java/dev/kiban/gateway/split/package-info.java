/// Which of several backends serves a request: by shares, and always the same one for the same
/// user.
///
/// A package of its own, since it is arithmetic alone: whoever else has the shares, in another
/// gateway or another process, comes to the same answers. Start at
/// [Split][dev.kiban.gateway.split.Split].
@NullMarked
package dev.kiban.gateway.split;

import org.jspecify.annotations.NullMarked;
