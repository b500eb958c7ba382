/// Asks name servers for the addresses of a name, and remembers no answer: whoever asks again wants
/// to know what has changed.
@NullMarked
package dev.kiban.runtime.dns;

import org.jspecify.annotations.NullMarked;
