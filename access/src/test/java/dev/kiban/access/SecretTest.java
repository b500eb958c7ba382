package dev.kiban.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SecretTest {
    private final Random random = new Random(3);
    private final Secret secret = Secret.draw(random);

    @Test
    void readsWhatItLockedUp() {
        String locked = secret.lock("who: あみ", random);

        assertThat(secret.unlock(locked)).contains("who: あみ");
        assertThat(secret.unlock(secret.lock("", random))).contains("");
        assertThat(locked).doesNotContain("who").isNotEqualTo(secret.lock("who: あみ", random));
    }

    @Test
    void readsNothingThatAnotherLockedUpOrSomebodyChanged() {
        String others = Secret.draw(random).lock("theirs", random);
        String own = secret.lock("own", random);
        char last = own.charAt(20);
        String changed = own.substring(0, 20) + (last == 'A' ? 'B' : 'A') + own.substring(21);

        for (String locked : List.of(others, changed, own.substring(4), "", "AAAA", "no base64!")) {
            assertThat(secret.unlock(locked)).as(locked).isEmpty();
        }
    }
}
