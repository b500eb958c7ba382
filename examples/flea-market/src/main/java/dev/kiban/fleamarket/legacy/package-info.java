/// The monolith that was there first: plain HTTP, JSON by habit, forms and redirects.
///
/// {@link dev.kiban.fleamarket.legacy.LegacyServer} is its front door.
@NullMarked
package dev.kiban.fleamarket.legacy;

import org.jspecify.annotations.NullMarked;
