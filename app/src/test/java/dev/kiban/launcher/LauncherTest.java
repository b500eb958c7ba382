package dev.kiban.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LauncherTest {
    private static final String MAVEN_BUILDS =
            "echo \"mvn $*\" > maven-was-here; echo \"with $JAVA_HOME\" >> maven-was-here;"
                    + " mkdir -p 'check out/app/target'; echo > 'check out/app/target/kiban.jar'";

    @TempDir private Path root;

    private PretendHome home;

    @BeforeEach
    void build() throws IOException {
        home = new PretendHome(root, Path.of(".."));
    }

    @Test
    void runsTheJarWithTheArgumentsAsTheyAre() throws Exception {
        home.built(10).jdk(".jdks/good", 99);

        PretendHome.Run run = home.run("check", "two words", "$HOME", "");

        assertThat(run.exit()).isZero();
        assertThat(run.err()).isEmpty();
        assertThat(run.out())
                .startsWith("java 99")
                .endsWith(
                        "[-jar]%n[%s]%n[check]%n[two words]%n[$HOME]%n[]%n".formatted(home.jar()));
    }

    @Test
    void prefersTheJdkThatIsNamed() throws Exception {
        home.built(10).jdk(".jdks/good", 99);
        Path named = home.jdk("elsewhere", 101);

        assertThat(home.with("KIBAN_JAVA", named).run().out()).startsWith("java 101");
        assertThat(home.with("KIBAN_JAVA", named.resolve("bin/java")).run().out())
                .startsWith("java 101");
    }

    @Test
    void doesNotLookFurtherIfTheNamedJdkIsNoGood() throws Exception {
        home.built(10).jdk(".jdks/good", 99);
        Path old = home.jdk("old", 98);

        PretendHome.Run run = home.with("KIBAN_JAVA", old).run();

        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.err()).contains("KIBAN_JAVA=" + old, "JDK 99");
    }

    @Test
    void takesJavaHomeIfItIsNewEnough() throws Exception {
        home.built(10).jdk(".sdkman/candidates/java/current", 99);

        assertThat(home.with("JAVA_HOME", home.jdk("new", 100)).run().out()).startsWith("java 100");
        assertThat(home.with("JAVA_HOME", home.jdk("old", 17)).run().out()).startsWith("java 99");
    }

    @Test
    void followsTheJavaOnThePathToItsHome() throws Exception {
        home.built(10).linkOnPath("java", home.jdk("real", 99).resolve("bin/java"));

        assertThat(home.run().out()).startsWith("java 99");
    }

    @Test
    void passesOverRuntimesWithoutCompiler() throws Exception {
        Files.delete(home.built(10).jdk(".jdks/a-runtime", 99).resolve("bin/javac"));
        home.jdk(".jdks/b-jdk", 100);

        assertThat(home.run().out()).startsWith("java 100");
    }

    @Test
    void saysWhatToInstallIfThereIsNoJdk() throws Exception {
        home.built(10).jdk(".jdks/old", 17);

        PretendHome.Run run = home.run();

        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).contains("needs a JDK 99 or newer", "sdk install java", "KIBAN_JAVA");
    }

    @Test
    void buildsOnFirstUse() throws Exception {
        Path jdk = home.onPath("mvn", MAVEN_BUILDS).jdk(".jdks/good", 99);

        PretendHome.Run run = home.run("--version");

        assertThat(run.exit()).isZero();
        assertThat(run.err()).contains("building");
        assertThat(run.out()).startsWith("java 99").contains("[--version]");
        assertThat(root.resolve("maven-was-here"))
                .content()
                .contains("-f " + home.checkout().resolve("pom.xml"), "package", "with " + jdk);
    }

    @Test
    void buildsAgainOnlyIfASourceIsNewer() throws Exception {
        home.onPath("mvn", MAVEN_BUILDS).jdk(".jdks/good", 99);

        home.built(10).run();
        assertThat(root.resolve("maven-was-here")).doesNotExist();

        home.built(-10).run();
        assertThat(root.resolve("maven-was-here")).exists();
    }

    @Test
    void showsWhatMavenSaidIfTheBuildFails() throws Exception {
        home.onPath("mvn", "echo 'it does not compile'; exit 1").jdk(".jdks/good", 99);

        PretendHome.Run run = home.run();

        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.err()).contains("it does not compile", ".kiban/build.log");
    }

    @Test
    void saysThatMavenIsMissing() throws Exception {
        home.jdk(".jdks/good", 99);

        PretendHome.Run run = home.run();

        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.err()).contains("needs Maven");
    }

    @Test
    void runsWhatWasBuiltLastIfThereIsNoMavenToBuildChanges() throws Exception {
        home.built(-10).jdk(".jdks/good", 99);

        PretendHome.Run run = home.run("check");

        assertThat(run.exit()).isZero();
        assertThat(run.err()).contains("no Maven");
        assertThat(run.out()).contains("[check]");
    }

    @Test
    void worksThroughLinks() throws Exception {
        home.built(10).jdk(".jdks/good", 99);
        Path first = Files.createSymbolicLink(root.resolve("first"), Path.of("check out/kiban"));
        Path second = Files.createSymbolicLink(home.home().resolve("second"), first);

        assertThat(home.runAs(second).out()).contains("[" + home.jar() + "]");
    }

    @Test
    void keepsAnArchiveForEachCommandThatServes() throws Exception {
        home.built(10).jdk(".jdks/good", 99);

        assertThat(home.run("up", "definitions").out())
                .contains("[-XX:SharedArchiveFile=%s/.kiban/up.jsa]".formatted(home.checkout()));
        assertThat(home.run("--help").out()).doesNotContain("SharedArchiveFile");
    }

    @Test
    void dropsAnArchiveOfAnotherJar() throws Exception {
        home.built(10).jdk(".jdks/good", 99);
        Path served = home.kept("up.served", 10);

        Path archive = home.kept("up.jsa", 10);
        home.run("up");
        assertThat(archive).exists();

        home.kept("up.jsa", -10);
        home.run("up");
        assertThat(archive).doesNotExist();
        assertThat(served).doesNotExist();
    }

    @Test
    void dropsAnArchiveOfARunThatNeverServed() throws Exception {
        home.built(10).jdk(".jdks/good", 99);
        Path archive = home.kept("up.jsa", 10);

        home.run("up");

        assertThat(archive).doesNotExist();
    }

    @Test
    void rehearsesARunOnceForEachJarAndJdk() throws Exception {
        home.built(10)
                .jdk(
                        ".jdks/good",
                        99,
                        "for argument; do case $argument in -XX:AOTCacheOutput=*)"
                                + " echo noted > \"${argument#*=}\"; echo once >> rehearsals;;"
                                + " esac; done");
        Path cache = home.checkout().resolve(".kiban/run.aot");

        PretendHome.Run run = home.run("run", "--", "true");
        home.run("run", "--", "true");

        assertThat(cache).hasContent("noted");
        assertThat(root.resolve("rehearsals")).hasContent("once");
        assertThat(run.out())
                .startsWith("java 99")
                .contains("[-XX:AOTCache=%s]".formatted(cache))
                .endsWith("[run]\n[--]\n[true]\n");
        home.kept("run.aot", -10);
        home.run("run", "--", "true");
        assertThat(root.resolve("rehearsals")).hasContent("once\nonce");
        Files.writeString(home.home().resolve(".jdks/good/release"), "JAVA_VERSION=\"99.0.2\"\n");
        home.run("run", "--", "true");
        assertThat(root.resolve("rehearsals")).hasContent("once\nonce\nonce");
    }

    @Test
    void runsAlsoWhereNothingCanBeNoted() throws Exception {
        home.built(10).jdk(".jdks/good", 99);

        PretendHome.Run run = home.run("run", "--", "true");

        assertThat(run.exit()).isZero();
        assertThat(run.err()).isEmpty();
        assertThat(run.out()).endsWith("[run]\n[--]\n[true]\n");
        assertThat(home.checkout().resolve(".kiban/run.aot")).isEmptyFile();
    }

    @Test
    void runsWhatSomebodyElseHasBuiltAndKeepsNothingThere() throws Exception {
        home.built(10).jdk(".jdks/good", 99);
        Files.writeString(home.checkout().resolve(".kiban"), "nobody may write here");

        PretendHome.Run check = home.run("check");
        PretendHome.Run run = home.run("run", "--", "true");

        assertThat(List.of(check, run)).allMatch(one -> one.exit() == 0 && one.err().isEmpty());
        assertThat(check.out()).contains("[check]").doesNotContain("SharedArchiveFile");
        assertThat(run.out()).endsWith("[run]\n[--]\n[true]\n");
    }

    @Test
    void addsTheOptionsOfTheEnvironment() throws Exception {
        home.built(10).jdk(".jdks/good", 99);

        assertThat(home.with("KIBAN_JAVA_OPTIONS", "-Xmx1g -Da=b").run().out())
                .contains("[-Xmx1g]\n[-Da=b]\n[-jar]");
    }

    @Test
    void leavesTheCollectorToWhoeverNamesOne() throws Exception {
        home.built(10).jdk(".jdks/good", 99);

        assertThat(home.run().out()).contains("[-XX:+UseSerialGC]");
        assertThat(home.with("KIBAN_JAVA_OPTIONS", "-Xmx1g -XX:+UseZGC").run().out())
                .contains("[-XX:+UseZGC]")
                .doesNotContain("UseSerialGC");
    }
}
