/// How one program of the market makes another one worse for a while: by a file that both know.
@NullMarked
package dev.kiban.fleamarket.fault;

import org.jspecify.annotations.NullMarked;
