package dev.kiban.definition;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NearestWordTest {
    private static final List<String> WORDS =
            List.of("descriptorSet", "reflection", "owner", "tier", "upstream", "local");

    @ParameterizedTest
    @CsvSource({
        "descriptorset,descriptorSet",
        "descriptor_set,descriptorSet",
        "DESCRIPTORSET,descriptorSet",
        "reflexion,reflection",
        "onwer,owner",
        "tiers,tier",
        "upstrem,upstream",
        "upsteram,upstream"
    })
    void isWhatWasMeant(String found, String meant) {
        assertThat(NearestWord.of(found, WORDS)).contains(meant);
    }

    @ParameterizedTest
    @CsvSource({"replicas", "x", "''", "ownership"})
    void isNoneIfNoneIsNear(String found) {
        assertThat(NearestWord.of(found, WORDS)).isEmpty();
    }

    @Test
    void isTheFirstInTheAlphabetOfEquallyNearOnes() {
        assertThat(NearestWord.of("cat", List.of("hat", "bat"))).contains("bat");
    }

    @Property
    void aWordIsNearestToItself(@ForAll @AlphaChars @StringLength(min = 1, max = 20) String word) {
        assertThat(NearestWord.of(word, List.of(word, word + "s"))).contains(word);
    }

    @Property
    void editsAreADistance(
            @ForAll @AlphaChars @StringLength(max = 8) String a,
            @ForAll @AlphaChars @StringLength(max = 8) String b) {
        int edits = NearestWord.edits(a, b);

        assertThat(edits).isEqualTo(NearestWord.edits(b, a));
        assertThat(edits == 0).isEqualTo(a.equals(b));
        assertThat(edits)
                .isBetween(Math.abs(a.length() - b.length()), Math.max(a.length(), b.length()));
    }
}
