package dev.kiban.definition;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class MaskedTest {

    @ParameterizedTest
    @CsvSource({
        "url: https://me:hunter2@db.example/x, url: https://**********@db.example/x",
        "url: https://me:a/b@c@db.example, url: https://********@db.example",
        "two: http://a:b@c http://d:e@f, two: http://***@c http://***@f",
        "'found ''postgresql://u:p@h''', 'found ''postgresql://***@h'''",
    })
    void hidesUserAndPasswordOfUrls(String text, String shown) {
        assertThat(Masked.passwords(text)).isEqualTo(shown);
    }

    @ParameterizedTest
    @CsvSource({
        "email: item@example.com",
        "url: https://host:8080/path",
        "user: https://me@host/",
        "rule: /v1/{name=items/*}:rename",
    })
    void leavesEverythingElse(String text) {
        assertThat(Masked.passwords(text)).isEqualTo(text);
    }
}
