package dev.kiban.pace.portion;

import java.time.Duration;

/// A replica that wants its leases to begin anew.
///
/// @param replica nobody else has this name
/// @param isNew whether it has heard nothing yet; another one may have had its name, and others may
///     have run meanwhile
/// @param lease for so long, from now, what it gets is its own
public record Renewing(String replica, boolean isNew, Allotment rules, Duration lease) {}
