package dev.kiban.gateway.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kiban.definition.AccessRule.Allowed;
import dev.kiban.definition.Location;
import dev.kiban.gateway.access.Access.Guarded;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HttpAccessTest {
    private static final Allowed RULE =
            new Allowed(
                    List.of("customers"),
                    Map.of("GET", List.of("read"), "POST", List.of("write"), "*", List.of("all")),
                    Location.of(Path.of("a.yaml")));

    @ParameterizedTest
    @CsvSource({
        "GET, read",
        "get, read",
        "HEAD, read",
        "POST, write",
        "pOsT, write",
        "DELETE, all",
        "PURGE, all"
    })
    void asksForTheScopesOfTheMethod(String method, String scope) {
        assertThat(HttpAccess.of(RULE).by(method))
                .isInstanceOfSatisfying(
                        Guarded.class,
                        guarded -> assertThat(guarded.scopes()).containsExactly(scope));
    }
}
