package dev.kiban.pace.rpc;

import dev.kiban.protos.pace.v1.AskProto;
import dev.kiban.testkit.GoldenFile;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/// What workers in other languages rely on does not change by accident: names, numbers and types.
class AskShapeTest {
    private static final Path GOLDEN = Path.of("src/test/golden/ask.txt");

    @Test
    void keepsTheShapeThatCallersRelyOn() {
        GoldenFile.check(GOLDEN, AskProto.getDescriptor().toProto().toString());
    }
}
