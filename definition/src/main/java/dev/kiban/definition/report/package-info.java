/// Problems for people and for programs to read.
///
/// Apart from the values, because it opens files: the line that a problem is about is shown with
/// it. {@link dev.kiban.definition.report.TextReport} is for people, {@link
/// dev.kiban.definition.report.JsonReport} for programs.
@NullMarked
package dev.kiban.definition.report;

import org.jspecify.annotations.NullMarked;
