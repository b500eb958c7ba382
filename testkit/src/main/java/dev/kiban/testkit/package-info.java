/// For tests: ManualClock, golden files, fakes and contract suites.
@NullMarked
package dev.kiban.testkit;

import org.jspecify.annotations.NullMarked;
