/// Asking other people's servers over HTTP now and then, on a thread that may wait: they may be
/// slow, large or gone. The data path has [its own][dev.kiban.runtime.http] way.
@NullMarked
package dev.kiban.runtime.fetch;

import org.jspecify.annotations.NullMarked;
