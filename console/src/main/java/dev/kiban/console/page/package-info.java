/// Pages as text: what stands on each is a record, how it looks is the template of the same name.
/// Start at [Templates][dev.kiban.console.page.Templates].
///
/// Types are public for the templates, which live in a package of their own.
@NullMarked
package dev.kiban.console.page;

import org.jspecify.annotations.NullMarked;
