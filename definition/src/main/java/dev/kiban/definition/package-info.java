/// What users write: YAML in, one immutable, checked snapshot out.
@NullMarked
package dev.kiban.definition;

import org.jspecify.annotations.NullMarked;
