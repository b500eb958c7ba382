package dev.kiban.definition.load;

import dev.kiban.definition.Contacts;
import dev.kiban.definition.Team;
import dev.kiban.definition.load.Kind.Header;
import dev.kiban.definition.shape.Field;
import dev.kiban.definition.shape.ListShape;
import dev.kiban.definition.shape.ObjectShape;
import dev.kiban.definition.shape.Values;
import dev.kiban.kernel.TeamName;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// `kind: Team`.
final class TeamKind {
    static final String NAME = "Team";

    private static final Field<Optional<String>> CHAT =
            Field.optional("chat", Texts.LINE, "A channel where the team can be asked")
                    .example("\"#item-team\"");
    private static final Field<Optional<String>> PAGER =
            Field.optional("pager", Texts.LINE, "The rotation that is called for incidents")
                    .example("item-primary");
    private static final Field<Optional<String>> EMAIL =
            Field.optional("email", Texts.EMAIL, "An address that reaches all of the team")
                    .example("item@example.com");
    private static final ObjectShape<Contacts> CONTACTS_SHAPE =
            ObjectShape.named("Contacts", "How to reach the team")
                    .fields(CHAT, PAGER, EMAIL)
                    .build(v -> new Contacts(v.get(CHAT), v.get(PAGER), v.get(EMAIL)));

    private static final Field<Optional<String>> DISPLAY_NAME =
            Field.optional("displayName", Texts.LINE, "The name for people; without it, the name")
                    .example("Item team");
    private static final Field<String> DESCRIPTION =
            Field.withDefault(
                            "description",
                            Texts.PARAGRAPHS,
                            "\"\"",
                            "What the team is responsible for")
                    .example("Everything a buyer can look at.");
    private static final Field<Contacts> CONTACTS =
            Field.withDefault("contacts", CONTACTS_SHAPE, "{}", "How to reach the team");
    private static final Field<List<String>> MEMBERS =
            Field.withDefault(
                            "members",
                            ListShape.ofDistinct(Texts.LINE),
                            "[]",
                            "The accounts of the team's members")
                    .example("[aiko, ben]");

    static final Kind<Team> KIND =
            Kind.of(
                    NAME,
                    "A team: who owns services, and how to reach it",
                    MetadataShape.field(NAME, Texts.TEAM_NAME),
                    ObjectShape.named("TeamSpec", "The team")
                            .fields(DISPLAY_NAME, DESCRIPTION, CONTACTS, MEMBERS)
                            .build(TeamKind::build));

    private TeamKind() {}

    private static Function<Header<TeamName>, Team> build(Values v) {
        return header ->
                new Team(
                        header.name(),
                        header.metadata(),
                        v.get(DISPLAY_NAME).orElse(header.name().value()),
                        v.get(DESCRIPTION),
                        v.get(CONTACTS),
                        v.get(MEMBERS),
                        header.at());
    }
}
