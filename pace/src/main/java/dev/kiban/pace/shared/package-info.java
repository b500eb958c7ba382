/// Where replicas of a pacer count together: what one of them says to the store, and what it is
/// answered. Start at [dev.kiban.pace.shared.SharedStore].
@NullMarked
package dev.kiban.pace.shared;

import org.jspecify.annotations.NullMarked;
