package dev.kiban.pace.portion;

/// What a replica may go by for as long as its lease lasts.
///
/// @param portion what it got, or had before if that is more: whether it has heard of the change,
///     nobody knows until it renews
public record Claim(Demand demand, Portion portion) {

    /// Of a replica that has just got something.
    static Claim of(Demand demand, Portion got) {
        return new Claim(demand, got.orMore(demand.has()));
    }

    /// Where it stands, another one may run that nobody has heard of.
    Claim atLeast(Portion safe) {
        return new Claim(demand, portion.orMore(safe));
    }
}
