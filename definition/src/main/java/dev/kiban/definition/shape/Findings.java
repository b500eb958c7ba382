package dev.kiban.definition.shape;

import dev.kiban.definition.Location;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// What reading saw that only all documents together can judge. Readers add to it even where the
/// document around is wrong, so that a slip in one place hides no problem in another.
public final class Findings {
    private final List<Name> names = new ArrayList<>();
    private final List<Reference> references = new ArrayList<>();
    private final List<Claim> claims = new ArrayList<>();
    private final List<Gap> gaps = new ArrayList<>();
    private final Set<String> filled = new HashSet<>();

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

    /// An object does not have a key, and some document must say for all what stands there.
    ///
    /// @param at of the object
    public record Gap(String key, Location at) {}

    public void add(Name name) {
        names.add(name);
    }

    public void add(Reference reference) {
        references.add(reference);
    }

    public void add(Claim claim) {
        claims.add(claim);
    }

    public void add(Gap gap) {
        gaps.add(gap);
    }

    /// A document says for all what stands under this key.
    public void fill(String key) {
        filled.add(key);
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

    /// The gaps that no document fills, in the order of reading.
    public List<Gap> gaps() {
        return gaps.stream().filter(gap -> !filled.contains(gap.key())).toList();
    }
}
