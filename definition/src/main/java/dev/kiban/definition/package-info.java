/// What users write, once it is known to be right: one immutable, checked snapshot of teams and
/// services, or the problems with it.
///
/// Values only; this package is the contract with every other room. Start at {@link
/// dev.kiban.definition.Definitions}; {@code dev.kiban.definition.load} makes it from a directory.
@NullMarked
package dev.kiban.definition;

import org.jspecify.annotations.NullMarked;
