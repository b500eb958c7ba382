/// The side door of a program, for those who run it: a few pages to read, on a port of its own.
///
/// [AdminServer][dev.kiban.runtime.admin.AdminServer] is the JDK's own HTTP server on virtual
/// threads, not the data path's event loops: a large page never delays a request, and the pages
/// still answer when the loops do not.
@NullMarked
package dev.kiban.runtime.admin;

import org.jspecify.annotations.NullMarked;
