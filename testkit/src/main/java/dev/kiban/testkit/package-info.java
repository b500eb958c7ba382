/// For tests: golden files, waiting without sleeping, fakes of what the program talks to.
@NullMarked
package dev.kiban.testkit;

import org.jspecify.annotations.NullMarked;
