package dev.kiban.gateway.split;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.kiban.gateway.split.Split.Backend;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SplitTest {
    private static final int KEYS = 1_000_000;
    private static final int MANY_KEYS = 10_000_000;
    private static final Split THREE = split("legacy", 940_000, "k8s", 50_000, "canary", 10_000);

    @ParameterizedTest
    @CsvSource({"100", "1000", "333333"})
    void givesABackendItsShareOfTenMillionUsers(int ppm) {
        Split split = split("legacy", Split.WHOLE - ppm, "k8s", ppm);

        long there =
                users(MANY_KEYS).filter(user -> split.choose(user).name().equals("k8s")).count();

        assertThat(there).isCloseTo(10L * ppm, Percentage.withPercentage(5));
    }

    @Test
    void givesEachOfManyBackendsItsShare() {
        Split split = split("a", 600_000, "b", 300_000, "c", 90_000, "d", 9_000, "e", 1_000);

        Map<String, Long> counts =
                users(MANY_KEYS)
                        .collect(
                                Collectors.groupingBy(
                                        user -> split.choose(user).name(), Collectors.counting()));

        split.shares()
                .forEach(
                        (name, share) ->
                                assertThat((double) counts.getOrDefault(name, 0L) / MANY_KEYS)
                                        .as(name)
                                        .isCloseTo(share, Percentage.withPercentage(5)));
    }

    @Test
    void movesUsersOnlyIntoTheBackendThatGrows() {
        Split before = THREE;
        for (int ppm : List.of(10_001, 20_000, 50_000, 250_000, 999_999, Split.WHOLE)) {
            Split after = before.with("canary", ppm);
            assertThat(moves(before, after))
                    .isNotEmpty()
                    .allMatch(move -> move.endsWith(">canary"));
            before = after;
        }
    }

    @Test
    void movesUsersOnlyOutOfTheBackendThatShrinks() {
        Split before = THREE;
        for (int ppm : List.of(900_000, 500_000, 1_000, 0)) {
            Split after = before.with("legacy", ppm);
            assertThat(moves(before, after))
                    .isNotEmpty()
                    .allMatch(move -> move.startsWith("legacy>"));
            before = after;
        }
    }

    @Test
    void leavesTheUsersOfOthersWhereTheyAreWhenABackendCannotServe() {
        users(KEYS)
                .forEach(
                        user -> {
                            Backend usual = THREE.choose(user);
                            Backend now =
                                    THREE.choose(user, one -> !one.name().equals("k8s"))
                                            .orElseThrow();
                            if (usual.name().equals("k8s")) {
                                assertThat(now.name()).isNotEqualTo("k8s");
                            } else {
                                assertThat(now).isEqualTo(usual);
                            }
                        });
    }

    @Test
    void knowsNoOneIfNobodyWithAShareCanServe() {
        Split split = split("legacy", Split.WHOLE, "k8s", 0);

        assertThat(split.choose(Key.of("amy"), one -> one.name().equals("k8s"))).isEmpty();
    }

    /// Gateways of several versions serve the same users.
    @ParameterizedTest
    @CsvSource({"amy, legacy", "ben, legacy", "user-7, k8s", "'', legacy", "愛子, k8s"})
    void choosesTheSameInEachVersion(String user, String backend) {
        assertThat(THREE.choose(Key.of(user)).name()).isEqualTo(backend);
    }

    @Test
    void asksNothingButTheProportions() {
        Split doubled =
                new Split(
                        THREE.backends().stream()
                                .map(one -> new Backend(one.name(), one.key(), 2 * one.weight()))
                                .toList());

        assertThat(moves(THREE, doubled)).isEmpty();
    }

    @Property
    void hasTheShareThatWasSet(@ForAll @IntRange(max = Split.WHOLE) int ppm) {
        Map<String, Double> shares = THREE.with("canary", ppm).shares();

        double rest = 1 - ppm / 1e6;
        assertThat(shares.get("canary")).isCloseTo(ppm / 1e6, within(1e-12));
        assertThat(shares.get("legacy")).isCloseTo(rest * 94 / 99, within(1e-12));
        assertThat(shares.get("k8s")).isCloseTo(rest * 5 / 99, within(1e-12));
    }

    @Test
    void refusesSharesThatAreNotAll() {
        assertThatThrownBy(() -> split("legacy", 900_000, "k8s", 90_000))
                .hasMessage("the shares are 990000 parts per million together, not 1000000");
    }

    @Test
    void givesSeveralTheirShares() {
        Split two = THREE.with(Map.of("k8s", 300_000, "canary", 100_000));

        assertThat(two.text()).isEqualTo("legacy 60%, k8s 30%, canary 10%");
        assertThat(two.with(Map.of("legacy", 250_000, "k8s", 750_000)).text())
                .isEqualTo("legacy 25%, k8s 75%, canary 0%");
        assertThatThrownBy(() -> THREE.with(Map.of("legacy", 900_000, "k8s", 100_001)))
                .hasMessage("the shares are 1000001 parts per million together, not 1000000");
    }

    @Test
    void tellsHowManyKeysMove() {
        assertThat(THREE.moves(THREE)).isZero();
        assertThat(THREE.moves(THREE.with("canary", 250_000))).isCloseTo(0.24, within(0.01));
    }

    @Property
    void readsBackWhatItHasWritten(@ForAll @IntRange(max = Split.WHOLE) int ppm) {
        Split split = THREE.with("canary", ppm);

        assertThat(Split.read(split.written())).isEqualTo(split);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a", "=1", "a=x", "a=-1", "a=0", "a=NaN", "a=1  b=2"})
    void readsNothingElse(String text) {
        assertThatThrownBy(() -> Split.read(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void refusesToLeaveTheRestToNobody() {
        Split all = THREE.with("canary", Split.WHOLE);

        assertThatThrownBy(() -> all.with("canary", 50_000))
                .hasMessage("no backend but 'canary' has a share: say who takes the rest");
        assertThatThrownBy(() -> all.with("k9s", 1))
                .hasMessage("there is no backend 'k9s'; there is: legacy, k8s, canary");
        assertThatThrownBy(() -> all.with("k8s", -1)).hasMessage("-1 is no part of a million");
    }

    /// From where to where users move, each kind of move once.
    private static Set<String> moves(Split before, Split after) {
        return users(KEYS)
                .map(user -> before.choose(user).name() + ">" + after.choose(user).name())
                .filter(move -> !move.matches("(.*)>\\1"))
                .collect(Collectors.toSet());
    }

    private static Stream<Key> users(int count) {
        return IntStream.range(0, count).mapToObj(number -> Key.of("user-" + number));
    }

    private static Split split(Object... namesAndShares) {
        SequencedMap<String, Integer> shares = new LinkedHashMap<>();
        for (int i = 0; i < namesAndShares.length; i += 2) {
            shares.put((String) namesAndShares[i], (Integer) namesAndShares[i + 1]);
        }
        return Split.of(shares);
    }
}
