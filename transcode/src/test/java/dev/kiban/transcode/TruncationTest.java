package dev.kiban.transcode;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.DynamicMessage;
import com.google.protobuf.InvalidProtocolBufferException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;

/// Input that was cut off, at each of its bytes.
class TruncationTest {

    private static final int TRIES = 20;

    @Property(tries = TRIES, shrinking = ShrinkingMode.OFF)
    void jsonThatIsCutOffIsRefused(@ForAll long seed) {
        byte[] json = Oracle.print(message(seed), Oracle.COMPACT).getBytes(StandardCharsets.UTF_8);

        for (int length = 0; length < json.length; length++) {
            byte[] cut = Arrays.copyOf(json, length);
            assertThat(Codec.refusal(() -> Codec.toWire(TestSchemas.ALL, cut, JsonOptions.DEFAULT)))
                    .as("cut off after %d bytes", length)
                    .isNotBlank();
        }
    }

    @Property(tries = TRIES, shrinking = ShrinkingMode.OFF)
    void messagesThatAreCutOffAreRefusedUnlessTheyEndWithAField(@ForAll long seed) {
        byte[] wire = message(seed).toByteArray();

        for (int length = 0; length < wire.length; length++) {
            byte[] cut = Arrays.copyOf(wire, length);
            assertThat(isPrinted(cut))
                    .as("cut off after %d bytes", length)
                    .isEqualTo(isReadByTheOracle(cut));
        }
    }

    private static boolean isPrinted(byte[] wire) {
        try {
            Codec.toJson(TestSchemas.ALL, wire);
            return true;
        } catch (Refusal _) {
            return false;
        }
    }

    private static boolean isReadByTheOracle(byte[] wire) {
        try {
            return DynamicMessage.parseFrom(TestSchemas.ALL.descriptor(), wire).isInitialized();
        } catch (InvalidProtocolBufferException _) {
            return false;
        }
    }

    private static DynamicMessage message(long seed) {
        return new RandomMessages(new Random(seed), Oracle.ANY_TYPES)
                .message(TestSchemas.ALL.descriptor());
    }
}
