/// What each of several replicas may let through of a pace, when they have no Redis to count in:
/// portions of its rates, leased from a database for some seconds.
///
/// [Allotment][dev.kiban.pace.portion.Allotment] says who gets what; a
/// [PortionStore][dev.kiban.pace.portion.PortionStore] remembers it for all; a
/// [PortionKeeper][dev.kiban.pace.portion.PortionKeeper] renews what one replica has, and takes it
/// back when it could not.
@NullMarked
package dev.kiban.pace.portion;

import org.jspecify.annotations.NullMarked;
