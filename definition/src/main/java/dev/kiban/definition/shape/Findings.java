package dev.kiban.definition.shape;

import dev.kiban.definition.Location;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;

/// What reading saw that only all documents together can judge. Readers add to it even where the
/// document around is wrong, so that a slip in one place hides no problem in another.
public final class Findings {
    private final List<Name> names = new ArrayList<>();
    private final List<Reference> references = new ArrayList<>();
    private final List<Claim> claims = new ArrayList<>();

    /// A document has this name, among those of its kind.
    public record Name(String kind, String name, Location at) {}

    /// A document of this kind and name must exist.
    public record Reference(String kind, String name, Location at) {}

    /// No other claim may hold any of the same parts of the subject.
    ///
    /// @param subject what is claimed, as messages call it: `prefix /legacy/`
    /// @param parts what of it; empty is all
    public record Claim(String subject, Set<String> parts, Location at) {
        public Claim {
            parts = Set.copyOf(parts);
        }
    }

    public void add(Name name) {
        names.add(name);
    }

    public void add(Reference reference) {
        references.add(reference);
    }

    public void add(Claim claim) {
        claims.add(claim);
    }

    /// All names, in the order of reading.
    public List<Name> names() {
        return Collections.unmodifiableList(names);
    }

    /// All references, in the order of reading.
    public List<Reference> references() {
        return Collections.unmodifiableList(references);
    }

    /// All claims, in the order of reading.
    public List<Claim> claims() {
        return Collections.unmodifiableList(claims);
    }
}
