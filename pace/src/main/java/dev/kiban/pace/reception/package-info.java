/// Where asks come in, whichever way they come: who may ask, what the job is, and what a caller is
/// told who is refused.
///
/// Start at [Reception][dev.kiban.pace.reception.Reception]. Nothing here waits.
@NullMarked
package dev.kiban.pace.reception;

import org.jspecify.annotations.NullMarked;
