package dev.kiban.pace.cruise;

/// How far one server brought a campaign.
///
/// @param before jobs of which it knew when it began to count
/// @param since jobs that have started there since then, less those whose permits were given back
///     there; below 0 if others gave them
public record Leg(long before, long since) {
    /// All of them.
    public long all() {
        return before + since;
    }
}
