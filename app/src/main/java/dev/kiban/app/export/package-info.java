/// SLOs as files of other programs, once or for as long as a gateway runs. Start at
/// [Exports][dev.kiban.app.export.Exports].
@NullMarked
package dev.kiban.app.export;

import org.jspecify.annotations.NullMarked;
