package dev.kiban.gateway.access;

import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;

/// Who calls.
///
/// @param caller what the definitions call them: the name of an issuer, partner or workload
/// @param subject who it is, among those; a partner is itself, a workload
///     the name in its certificate; can be the value of a header
/// @param scopes what they were granted; each can be part of the value of a header
/// @param proof what shows it
public record Identity(String caller, String subject, SortedSet<String> scopes, Proof proof) {

    /// What shows who calls.
    public enum Proof {
        TOKEN,
        API_KEY,
        CERTIFICATE
    }

    public Identity {
        scopes = Collections.unmodifiableSortedSet(new TreeSet<>(scopes));
    }

    /// The scopes with a space between.
    public String scopeText() {
        return String.join(" ", scopes);
    }
}
