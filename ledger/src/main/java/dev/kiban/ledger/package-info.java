/// What happened: who did what, to which service, when. Events are only ever added, and each
/// carries the hash of the one before it, so that a changed or missing one is found.
///
/// Start at [Ledger][dev.kiban.ledger.Ledger]. In comes an [Entry][dev.kiban.ledger.Entry] from any
/// capability; where events are kept is behind [EventStore][dev.kiban.ledger.EventStore].
@NullMarked
package dev.kiban.ledger;

import org.jspecify.annotations.NullMarked;
