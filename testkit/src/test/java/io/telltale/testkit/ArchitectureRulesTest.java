package io.telltale.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ArchitectureRulesTest {
    private static final JavaClasses NONE = new ClassFileImporter().importClasses();

    @TempDir
    Path folder;

    @Test
    void findsACycleBetweenFeatures() throws Exception {
        assertThat(violations(Map.of(
                        "sample.a.One", "public class One { sample.b.Two two; }",
                        "sample.b.Two", "public class Two { sample.a.One one; }")))
                .singleElement()
                .asString()
                .startsWith("feature packages have no cycles: Cycle detected");
    }

    @Test
    void findsNamesThatSayNothing() throws Exception {
        assertThat(violations(Map.of(
                        "sample.StoreImpl", "class StoreImpl {}",
                        "sample.TimeUtils", "class TimeUtils {}",
                        "sample.AlertManager", "class AlertManager {}",
                        "sample.AbstractStore", "class AbstractStore { class RowHelper {} }",
                        "sample.BaselineDetector", "class BaselineDetector {}")))
                .hasSize(5)
                .allMatch(violation -> violation.startsWith("a name says what a thing is: Class <sample."))
                .noneMatch(violation -> violation.contains("BaselineDetector"));
    }

    @Test
    void keepsTheDomainFreeOfEverythingElse() throws Exception {
        Map<String, String> sources = Map.of(
                "sample.rule.Rule", "class Rule { jakarta.inject.Provider<String> provider; }",
                "sample.web.Web", "class Web { jakarta.inject.Provider<String> provider; }");

        assertThat(ArchitectureRules.of("sample").domain("..rule..").violations(compile(sources), NONE))
                .isNotEmpty()
                .allMatch(violation ->
                        violation.startsWith("the domain is plain Java: Field <sample.rule.Rule.provider>"));
    }

    @Test
    void allowsNatsAndJdbcOnlyWhereTheModuleSaysSo() throws Exception {
        Map<String, String> sources = Map.of(
                "sample.relay.Relay", "class Relay { io.nats.client.Message message; }",
                "sample.store.Store", "class Store { java.sql.Date date; }");

        assertThat(ArchitectureRules.of("sample").violations(compile(sources), NONE))
                .extracting(violation -> violation.substring(0, violation.indexOf(':')))
                .containsExactly("only the named packages use NATS", "only the stores use JDBC");
        assertThat(ArchitectureRules.of("sample")
                        .nats("..relay..")
                        .jdbc("..store..")
                        .violations(compile(sources), NONE))
                .isEmpty();
    }

    @Test
    void findsFieldInjectionForeignLoggersAndPrinting() throws Exception {
        assertThat(violations(Map.of(
                        "sample.A", "class A { @jakarta.inject.Inject String b; }",
                        "sample.C", "class C { java.util.logging.Logger d; }",
                        "sample.E", "class E { void f() { System.out.println(); } }")))
                .extracting(violation -> violation.substring(0, violation.indexOf(':')))
                .containsExactly(
                        "dependencies come by constructor",
                        "logging goes through JBoss Logging or System.Logger, not java.util.logging",
                        "services log, they do not print");
    }

    @Test
    void letsACommandLinePrint() throws Exception {
        JavaClasses classes = compile(Map.of("sample.cli.E", "class E { void f() { System.out.println(); } }"));

        assertThat(ArchitectureRules.of("sample").prints("..cli..").violations(classes, NONE))
                .isEmpty();
    }

    @Test
    void findsSleepingTestsAlsoInLambdas() throws Exception {
        JavaClasses production = compile(Map.of("sample.Fine", "class Fine {}"));
        JavaClasses tests = compile(Map.of("sample.FineTest", """
                class FineTest {
                    java.util.concurrent.Callable<String> a = () -> { Thread.sleep(1); return ""; };
                    void b() throws Exception { java.util.concurrent.TimeUnit.SECONDS.sleep(1); }
                }
                """));

        assertThat(ArchitectureRules.of("sample").violations(production, tests))
                .hasSize(2)
                .allMatch(violation -> violation.startsWith("tests wait with Awaitility, they do not sleep"));
    }

    @Test
    void failsWhenItFindsNoClassToCheck() {
        assertThat(ArchitectureRules.of("sample").violations(NONE, NONE))
                .containsExactly("no class in sample: the rules would hold of anything");
    }

    private List<String> violations(Map<String, String> sources) throws IOException {
        return ArchitectureRules.of("sample").violations(compile(sources), NONE);
    }

    private JavaClasses compile(Map<String, String> sources) throws IOException {
        Path source = Files.createTempDirectory(folder, "source");
        Path target = Files.createTempDirectory(folder, "classes");
        List<String> arguments =
                new ArrayList<>(List.of("--release", "21", "-proc:none", "-d", target.toString(), "-cp"));
        arguments.add(System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")));
        for (Map.Entry<String, String> entry : sources.entrySet()) {
            String name = entry.getKey();
            Path file = source.resolve(name.substring(name.lastIndexOf('.') + 1) + ".java");
            Files.writeString(file, "package " + name.substring(0, name.lastIndexOf('.')) + ";\n" + entry.getValue());
            arguments.add(file.toString());
        }
        assertThat(ToolProvider.getSystemJavaCompiler().run(null, null, null, arguments.toArray(String[]::new)))
                .isZero();
        return new ClassFileImporter().importPath(target);
    }
}
