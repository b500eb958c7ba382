/// The tables of the gateway, in SQL: `gateway_weights`.
@NullMarked
package dev.kiban.gateway.store;

import org.jspecify.annotations.NullMarked;
