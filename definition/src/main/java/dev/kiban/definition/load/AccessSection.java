package dev.kiban.definition.load;

import dev.kiban.definition.AccessRule;
import dev.kiban.definition.AccessRule.Anyone;
import dev.kiban.definition.AccessRule.Nobody;
import dev.kiban.definition.Location;
import dev.kiban.definition.shape.ChoiceShape;
import dev.kiban.definition.shape.Field;
import dev.kiban.definition.shape.Values;
import java.util.Optional;

/// The rule that says who may call: of one route, or of all that have none.
final class AccessSection {
    private static final ChoiceShape<Unplaced> RULE =
            ChoiceShape.<Unplaced>of("anyone", Anyone::new, "Whoever comes, known or not")
                    .or("nobody", Nobody::new, "No one: the route is closed");

    private AccessSection() {}

    /// A rule of which it is not known yet where it stands.
    interface Unplaced {
        AccessRule at(Location place);
    }

    /// A key that a rule stands under.
    static Field<Optional<Unplaced>> field(String key, String description) {
        return Field.optional(key, RULE, description).example("anyone");
    }

    /// The rule that stands under a key, if there is one.
    static Optional<AccessRule> of(Field<Optional<Unplaced>> field, Values v) {
        return v.get(field).map(rule -> rule.at(v.at(field)));
    }
}
