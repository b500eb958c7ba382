/// What definitions look like, described once: each [dev.kiban.definition.shape.Shape] both reads
/// values strictly and is written down as JSON Schema and reference.
///
/// A package of its own, because it knows no kind: a new section of a definition is a new shape,
/// never a new parser. Start at {@link dev.kiban.definition.shape.ObjectShape}.
@NullMarked
package dev.kiban.definition.shape;

import org.jspecify.annotations.NullMarked;
