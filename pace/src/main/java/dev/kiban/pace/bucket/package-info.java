/// How much was let through lately: leaky buckets in whole numbers, one for all or one for each
/// key.
///
/// A package of its own, since it is arithmetic alone: it knows neither paces nor lines. All
/// buckets of a rate drain alike, so what has drained is counted once for all of them; start at
/// [Drain][dev.kiban.pace.bucket.Drain].
@NullMarked
package dev.kiban.pace.bucket;

import org.jspecify.annotations.NullMarked;
