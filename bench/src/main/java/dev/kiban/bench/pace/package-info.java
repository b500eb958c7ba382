/// What pacing costs, without a network.
@NullMarked
package dev.kiban.bench.pace;

import org.jspecify.annotations.NullMarked;
