/// The documents, tried out: every command that they show in a `console` block is run against the
/// real program, and must show what they say. A newcomer's first minutes are one of these stories.
@NullMarked
package dev.kiban.documents;

import org.jspecify.annotations.NullMarked;
