package dev.kiban.house;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchRule;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// One rule of the house. It can be asked of any root package, so that the rule which the house
/// keeps is the very one that the fixture breaks.
@SuppressWarnings("ImmutableEnumChecker") // the functions have no state
enum HouseRule {
    PACKAGES_FORM_NO_RINGS(root -> slices().matching(root + ".(**)").should().beFreeOfCycles()),

    THE_KERNEL_NEEDS_NOBODY(root -> room(root, "kernel")),

    THE_RUNTIME_KNOWS_NO_DOMAIN(root -> room(root, "runtime", "kernel")),

    DEFINITIONS_NEED_ONLY_THE_KERNEL(root -> room(root, "definition", "kernel")),

    THE_LEDGER_NEEDS_NO_OTHER_DOMAIN(root -> room(root, "ledger", "runtime", "kernel")),

    ACCESS_NEEDS_NO_DOMAIN_BUT_THE_LEDGER(
            root -> room(root, "access", "ledger", "runtime", "kernel")),

    THE_TRANSCODER_NEEDS_NOBODY(root -> room(root, "transcode")),

    THE_GATEWAY_NEEDS_NO_OTHER_DOMAIN(
            root -> room(root, "gateway", "transcode", "definition", "runtime", "kernel")),

    THE_SLOS_NEED_NO_OTHER_DOMAIN(root -> room(root, "slo", "definition", "runtime", "kernel")),

    THE_WORKER_NEEDS_NOBODY(root -> room(root, "worker")),

    THE_WORKER_BRINGS_NOTHING_WITH_IT(HouseRule::nothingButTheJdk),

    THE_TRANSCODER_USES_NOTHING_BUT_PROTOBUF(HouseRule::nothingButProtobuf),

    THE_TRANSCODER_HAS_NO_INPUT_OUTPUT_AND_NO_THREADS(HouseRule::noInputOutputAndNoThreads),

    ONLY_THE_RUNTIME_KNOWS_THE_TRANSPORT(
            root ->
                    noClasses()
                            .that()
                            .resideOutsideOfPackages(
                                    root + ".runtime.http..",
                                    root + ".runtime.dns..",
                                    root + ".runtime.redis..")
                            .should()
                            .dependOnClassesThat()
                            .resideInAnyPackage("io.vertx..", "io.netty..")),

    ONLY_STORES_KNOW_SQL(HouseRule::sqlInStores),

    ONLY_THE_RUNTIME_KNOWS_THE_DRIVER(
            root ->
                    noClasses()
                            .that()
                            .resideOutsideOfPackage(root + ".runtime.sql..")
                            .should()
                            .dependOnClassesThat()
                            .resideInAnyPackage(
                                    "com.zaxxer..", "org.flywaydb..", "org.postgresql..")),

    ROOT_PACKAGES_OF_DOMAINS_ARE_PURE(HouseRule::pureRoots),

    TIME_AND_CHANCE_COME_FROM_OUTSIDE(HouseRule::timeAndChanceFromOutside),

    NAMES_SAY_WHAT_A_THING_IS(
            root ->
                    noClasses()
                            .should()
                            .haveNameMatching(".*(Util|Utils|Helper|Manager|Impl|Base|Common)"));

    private static final Pattern CLOCKS_AND_DICE =
            Pattern.compile(
                    "java\\.time\\.(Instant|LocalDate|LocalTime|LocalDateTime|ZonedDateTime|OffsetDateTime)\\.now\\(.*"
                            + "|java\\.time\\.(Clock|InstantSource)\\.system.*"
                            + "|java\\.lang\\.System\\.currentTimeMillis\\(.*"
                            + "|java\\.lang\\.Thread\\.sleep\\(.*"
                            + "|java\\.lang\\.Math\\.random\\(.*"
                            + "|java\\.security\\.SecureRandom\\.<init>\\(.*"
                            + "|java\\.util\\.Random\\.<init>\\(.*"
                            + "|java\\.util\\.UUID\\.randomUUID\\(.*"
                            + "|java\\.util\\.concurrent\\.ThreadLocalRandom\\.current\\(.*");

    /// Its seed must differ from process to process, or a client could send keys that collide.
    private static final String HASHES_UNPREDICTABLY = "dev.kiban.transcode.KeySet";

    /// A library has nobody above it who brings time and chance in.
    private static final String KNOWS_ITS_PROCESS = "dev.kiban.worker.Surroundings";

    private final Function<String, ArchRule> rule;

    HouseRule(Function<String, ArchRule> rule) {
        this.rule = rule;
    }

    /// This rule for everything under a root package.
    ArchRule under(String root) {
        return rule.apply(root);
    }

    /// A room, and the rooms that it has a door to. What is not ours is another rule's matter.
    private static ArchRule room(String root, String name, String... doors) {
        String[] allowed =
                Stream.concat(Stream.of(name), Stream.of(doors))
                        .map(room -> root + "." + room + "..")
                        .toArray(String[]::new);
        return classes()
                .that()
                .resideInAPackage(root + "." + name + "..")
                .should()
                .onlyDependOnClassesThat(
                        resideInAnyPackage(allowed).or(not(resideInAnyPackage(root + ".."))));
    }

    private static ArchRule nothingButProtobuf(String root) {
        return classes()
                .that()
                .resideInAPackage(root + ".transcode..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        root + ".transcode..",
                        "com.google.protobuf..",
                        "java..",
                        "org.jspecify.annotations");
    }

    /// What an adapter needs, only its users have.
    private static ArchRule nothingButTheJdk(String root) {
        return classes()
                .that()
                .resideInAPackage(root + ".worker")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(root + ".worker", "java..", "org.jspecify.annotations");
    }

    private static ArchRule noInputOutputAndNoThreads(String root) {
        DescribedPredicate<JavaClass> files = named("java\\.io\\.(File|RandomAccess|Print).*");
        DescribedPredicate<JavaClass> threads =
                named(
                        "java\\.lang\\.Thread.*|java\\.util\\.concurrent\\.(?!TimeUnit|ThreadLocalRandom).*");
        return noClasses()
                .that()
                .resideInAPackage(root + ".transcode..")
                .should()
                .dependOnClassesThat(
                        resideInAnyPackage("java.net..", "java.nio.file..", "java.nio.channels..")
                                .or(files)
                                .or(threads));
    }

    /// Who wires the rooms opens databases, but asks them nothing.
    private static ArchRule sqlInStores(String root) {
        return noClasses()
                .that()
                .resideOutsideOfPackages(root + ".runtime.sql..", root + ".*.store..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("java.sql..", "javax.sql..");
    }

    private static ArchRule pureRoots(String root) {
        return noClasses()
                .that()
                .resideInAnyPackage(
                        root + ".definition",
                        root + ".transcode",
                        root + ".gateway",
                        root + ".ledger",
                        root + ".access",
                        root + ".slo")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        root + ".*.proxy..",
                        root + ".*.rpc..",
                        root + ".*.store..",
                        "io.grpc..",
                        "java.net.http..",
                        "java.sql..");
    }

    private static ArchRule timeAndChanceFromOutside(String root) {
        return noClasses()
                .that()
                .resideOutsideOfPackages(root + ".runtime..", root + ".app..")
                .and()
                .doNotHaveFullyQualifiedName(HASHES_UNPREDICTABLY)
                .and()
                .doNotHaveFullyQualifiedName(KNOWS_ITS_PROCESS)
                .should()
                .accessTargetWhere(
                        describe(
                                "ask for the time or throw dice",
                                (JavaAccess<?> access) ->
                                        CLOCKS_AND_DICE
                                                .matcher(access.getTarget().getFullName())
                                                .matches()));
    }

    private static DescribedPredicate<JavaClass> named(String pattern) {
        Pattern compiled = Pattern.compile(pattern);
        return describe(pattern, type -> compiled.matcher(type.getName()).matches());
    }
}
