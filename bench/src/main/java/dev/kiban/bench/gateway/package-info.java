/// What the gateway itself costs, without a network.
@NullMarked
package dev.kiban.bench.gateway;

import org.jspecify.annotations.NullMarked;
