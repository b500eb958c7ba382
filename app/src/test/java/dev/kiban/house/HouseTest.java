package dev.kiban.house;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.EvaluationResult;
import dev.kiban.house.fixture.Breaks;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// The doors of the house are as they should be, and the rules that say so can fail.
class HouseTest {
    private static final String HOUSE = "dev.kiban";
    private static final String FIXTURE = "dev.kiban.house.fixture";

    /// So many classes are seen at least: a rule that looks at nothing would hold for ever.
    private static final int CLASSES_SEEN = 200;

    private static final List<String> ROOMS =
            List.of(
                    "kernel",
                    "runtime",
                    "ledger",
                    "access",
                    "definition",
                    "transcode",
                    "gateway",
                    "slo",
                    "pace",
                    "api",
                    "console",
                    "worker",
                    "app");

    private static final JavaClasses CLASSES =
            new ClassFileImporter()
                    .withImportOption(new ImportOption.DoNotIncludeTests())
                    .importPackages(ROOMS.stream().map(room -> HOUSE + "." + room).toList());
    private static final JavaClasses FIXTURE_CLASSES =
            new ClassFileImporter().importPackages(FIXTURE);

    @ParameterizedTest
    @EnumSource
    void theHouseKeepsEveryRule(HouseRule rule) {
        assertThat(rule.under(HOUSE).evaluate(CLASSES).getFailureReport().getDetails()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void theFixtureBreaksEveryRule(HouseRule rule) {
        EvaluationResult result = rule.under(FIXTURE).evaluate(FIXTURE_CLASSES);

        assertThat(culprits(rule)).isNotEmpty();
        assertThat(culprits(rule))
                .allSatisfy(
                        culprit ->
                                assertThat(result.getFailureReport().toString())
                                        .contains(culprit.getSimpleName()));
    }

    @Test
    void everyRoomIsSeen() {
        assertThat(CLASSES).hasSizeGreaterThan(CLASSES_SEEN);
        assertThat(ROOMS)
                .allSatisfy(
                        room ->
                                assertThat(CLASSES)
                                        .anyMatch(
                                                type ->
                                                        type.getPackageName()
                                                                .startsWith(HOUSE + "." + room)));
    }

    @Test
    void everyPackageIsNullMarked() {
        Set<String> marked =
                CLASSES.stream()
                        .filter(type -> type.isAnnotatedWith(NullMarked.class))
                        .map(JavaClass::getPackageName)
                        .collect(Collectors.toSet());

        assertThat(CLASSES).allSatisfy(type -> assertThat(marked).contains(type.getPackageName()));
    }

    private static List<JavaClass> culprits(HouseRule rule) {
        return FIXTURE_CLASSES.stream()
                .filter(
                        type ->
                                type.tryGetAnnotationOfType(Breaks.class)
                                        .filter(
                                                breaks ->
                                                        List.of(breaks.value())
                                                                .contains(rule.name()))
                                        .isPresent())
                .toList();
    }
}
