package dev.kiban.runtime.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RedisUrlTest {

    @Test
    void readsWhereAndAsWhom() {
        RedisUrl url = RedisUrl.parse("rediss://pacer:a%2Fb@redis.example:6380/2");

        assertThat(url.host()).isEqualTo("redis.example");
        assertThat(url.port()).isEqualTo(6380);
        assertThat(url.tls()).isTrue();
        assertThat(url.database()).isEqualTo(2);
        assertThat(url.login().user()).contains("pacer");
        assertThat(url.login().password()).contains("a/b");
    }

    @Test
    void needsNoMoreThanAHost() {
        RedisUrl url = RedisUrl.parse("redis://redis");

        assertThat(url)
                .isEqualTo(
                        new RedisUrl(
                                "redis",
                                6379,
                                false,
                                0,
                                new RedisUrl.Login(Optional.empty(), Optional.empty())));
    }

    @Test
    void takesAPasswordAlone() {
        RedisUrl url = RedisUrl.parse("redis://:secret@redis");

        assertThat(url.login().user()).isEmpty();
        assertThat(url.login().password()).contains("secret");
    }

    @Test
    void neverShowsThePassword() {
        RedisUrl url = RedisUrl.parse("redis://pacer:secret@redis:6379/1");

        assertThat(url).hasToString("redis://redis:6379/1");
        assertThat(url.login().toString()).doesNotContain("secret");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://:secret@redis",
                "redis://",
                "redis://:secret@redis:0",
                "redis://:secret@redis:70000",
                "redis://:secret@redis/main",
                "redis://:secret@redis?db=1",
                "redis://:sec ret@redis"
            })
    void refusesWhatIsNoneWithoutRepeatingIt(String text) {
        assertThatThrownBy(() -> RedisUrl.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("this is no URL of a Redis: ")
                .hasMessageNotContaining("secret");
    }
}
