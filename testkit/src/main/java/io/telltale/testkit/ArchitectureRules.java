package io.telltale.testkit;

import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.name;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.EvaluationResult;
import java.util.ArrayList;
import java.util.List;

/**
 * The rules of structure that every module keeps (see the module's README). A module says which of its packages are its domain, which
 * may speak to NATS and which to a database; a pattern is ArchUnit's ({@code ..store..}). What is not named is forbidden.
 *
 * <pre>{@code
 * class ArchitectureTest {
 *     @Test
 *     void keepsTheRules() {
 *         ArchitectureRules.of("io.telltale.ingest").domain("..admission..").nats("..relay..").check();
 *     }
 * }
 * }</pre>
 */
public final class ArchitectureRules {
    /** A class that touches one of these is bound to a framework, a transport or a store. */
    private static final String[] OUTSIDE_THE_DOMAIN = {
        "io.quarkus..",
        "io.smallrye..",
        "io.vertx..",
        "io.netty..",
        "io.nats..",
        "io.micrometer..",
        "jakarta..",
        "java.sql..",
        "javax.sql..",
        "org.eclipse.microprofile..",
        "org.hibernate..",
        "org.jboss.."
    };

    private static final String BAD_NAME = "(Abstract|Base)[A-Z].*|.*(Impl|Utils?|Helpers?|Manager)";

    private final String root;
    private final List<String> domain = new ArrayList<>();
    private final List<String> nats = new ArrayList<>();
    private final List<String> jdbc = new ArrayList<>();
    private final List<String> prints = new ArrayList<>();

    private ArchitectureRules(String root) {
        this.root = root;
    }

    /** Rules for the classes of that package and those below it, with their tests. */
    public static ArchitectureRules of(String rootPackage) {
        return new ArchitectureRules(rootPackage);
    }

    /** Packages that are plain Java: no framework, no NATS, no JDBC, no annotations of Jakarta. */
    public ArchitectureRules domain(String... packages) {
        domain.addAll(List.of(packages));
        return this;
    }

    /** The only packages that may use {@code io.nats}: intake, relay, report. */
    public ArchitectureRules nats(String... packages) {
        nats.addAll(List.of(packages));
        return this;
    }

    /** The only packages that may use {@code java.sql}: the stores. */
    public ArchitectureRules jdbc(String... packages) {
        jdbc.addAll(List.of(packages));
        return this;
    }

    /** The only packages that may write to standard output: those of a command line. */
    public ArchitectureRules prints(String... packages) {
        prints.addAll(List.of(packages));
        return this;
    }

    /**
     * Checks all rules.
     *
     * @throws AssertionError with every violation of every rule
     */
    public void check() {
        List<String> violations = violations(
                read(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS), read(ImportOption.Predefined.ONLY_INCLUDE_TESTS));
        if (!violations.isEmpty()) {
            throw new AssertionError(String.join("\n", violations));
        }
    }

    /** One line for each violation; empty when all is well. */
    List<String> violations(JavaClasses production, JavaClasses tests) {
        if (production.isEmpty()) {
            return List.of("no class in " + root + ": the rules would hold of anything");
        }
        List<String> violations = new ArrayList<>();
        productionRules().forEach(rule -> add(violations, rule, production));
        add(violations, noSleepingTests(), tests);
        return violations;
    }

    private JavaClasses read(ImportOption which) {
        return new ClassFileImporter().withImportOption(which).importPackages(root);
    }

    private static void add(List<String> violations, ArchRule rule, JavaClasses classes) {
        EvaluationResult result = rule.allowEmptyShould(true).evaluate(classes);
        for (String detail : result.getFailureReport().getDetails()) {
            violations.add(rule.getDescription() + ": " + detail);
        }
    }

    private List<ArchRule> productionRules() {
        return List.of(
                slices().matching(root + ".(*)..").should().beFreeOfCycles().as("feature packages have no cycles"),
                noClasses()
                        .should()
                        .haveNameMatching("(.*[.$])?(" + BAD_NAME + ")")
                        .as("a name says what a thing is"),
                noClasses()
                        .that()
                        .resideInAnyPackage(domain.toArray(String[]::new))
                        .should()
                        .dependOnClassesThat()
                        .resideInAnyPackage(OUTSIDE_THE_DOMAIN)
                        .as("the domain is plain Java"),
                onlyIn(nats, "only the named packages use NATS", "io.nats.."),
                onlyIn(jdbc, "only the stores use JDBC", "java.sql..", "javax.sql..", "org.postgresql.."),
                noFields()
                        .should()
                        .beAnnotatedWith("jakarta.inject.Inject")
                        .orShould()
                        .beAnnotatedWith("org.eclipse.microprofile.config.inject.ConfigProperty")
                        .orShould()
                        .beAnnotatedWith("jakarta.persistence.PersistenceContext")
                        .as("dependencies come by constructor"),
                noClasses()
                        .should()
                        .dependOnClassesThat()
                        .resideInAPackage("java.util.logging..")
                        .as("logging goes through JBoss Logging or System.Logger, not java.util.logging"),
                noClasses()
                        .that()
                        .resideOutsideOfPackages(prints.toArray(String[]::new))
                        .should()
                        .accessField(System.class, "out")
                        .orShould()
                        .accessField(System.class, "err")
                        .as("services log, they do not print"));
    }

    private ArchRule onlyIn(List<String> packages, String description, String... forbidden) {
        return noClasses()
                .that()
                .resideOutsideOfPackages(packages.toArray(String[]::new))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(forbidden)
                .as(description);
    }

    private static ArchRule noSleepingTests() {
        return noClasses()
                .should()
                .callMethodWhere(target(name("sleep")))
                .as("tests wait with Awaitility, they do not sleep");
    }
}
