package dev.kiban.app.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

final class CaseFileTest {

    private static final Messages MESSAGES = Messages.compiled();

    @Test
    void everyMemberOfEveryCaseIsRead() {
        assertThat(CaseFile.read("gateway.json", MESSAGES).cases()).hasSize(41);
        assertThat(CaseFile.read("more.json", MESSAGES).cases()).hasSize(183);
    }

    @Test
    void theCompiledProtoIsThatOfTheSharedCases() {
        String proto = CaseFile.read("gateway.json", MESSAGES).proto().orElseThrow();

        assertThat(Path.of("src/test/protobuf/gw_cases.proto")).hasContent(proto);
    }
}
