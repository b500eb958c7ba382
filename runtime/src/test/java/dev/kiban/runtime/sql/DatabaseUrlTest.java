package dev.kiban.runtime.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DatabaseUrlTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "postgres://kiban:s%2Bcret+1@db.example:6543/events?sslmode=require",
                "postgresql://kiban:s%2Bcret+1@db.example:6543/events?sslmode=require",
                "jdbc:postgresql://db.example:6543/events?user=kiban&password=s%2Bcret%2B1&sslmode=require"
            })
    void readsWhatPsqlAndJdbcTake(String text) {
        DatabaseUrl url = DatabaseUrl.parse(text);

        assertThat(url.jdbc())
                .isEqualTo("jdbc:postgresql://db.example:6543/events?sslmode=require");
        assertThat(url.login().user()).contains("kiban");
        assertThat(url.login().password()).contains("s+cret+1");
    }

    @Test
    void takesThePortOfPostgresWhereNoneIsNamed() {
        assertThat(DatabaseUrl.parse("postgres://db/events").jdbc())
                .isEqualTo("jdbc:postgresql://db:5432/events");
    }

    @Test
    void itsTextShowsNoPassword() {
        DatabaseUrl url = DatabaseUrl.parse("postgres://kiban:secret@db/events?sslpassword=secret");

        assertThat(url).hasToString("postgres://kiban@db:5432/events");
        assertThat(url.login().toString()).doesNotContain("secret");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "mysql://u:secret@db/x",
                "postgres://u:secret@db",
                "postgres://u:secret@/x",
                "postgres://u:secret@db/x y",
                "postgres://u:secret@one,two/x",
                "postgres://u:secret@db:99999/x",
                "postgres://u:secret@db/a/b"
            })
    void refusesWhatIsNoneWithoutRepeatingIt(String text) {
        assertThatThrownBy(() -> DatabaseUrl.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("no URL of a PostgreSQL database")
                .hasMessageNotContaining("secret")
                .hasNoCause();
    }
}
