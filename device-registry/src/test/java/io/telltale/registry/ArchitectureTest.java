package io.telltale.registry;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget.CodeUnitAccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.telltale.testkit.ArchitectureRules;
import org.junit.jupiter.api.Test;

class ArchitectureTest {

    @Test
    void keepsTheRules() {
        ArchitectureRules.of("io.telltale.registry")
                .nats("..directory..")
                .jdbc("..directory..")
                .check();
    }

    /** Concurrent removals of entities hang: <a href="https://github.com/hibernate/hibernate-reactive/issues/1713">issue 1713</a>. */
    @Test
    void rowsAreRemovedByStatements() {
        noClasses()
                .should()
                .accessTargetWhere(removesAnEntity())
                .check(new ClassFileImporter()
                        .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                        .importPackages("io.telltale.registry"));
    }

    private static DescribedPredicate<JavaAccess<?>> removesAnEntity() {
        return DescribedPredicate.describe(
                "removes an entity",
                access -> access.getTarget() instanceof CodeUnitAccessTarget target && removesAnEntity(target));
    }

    private static boolean removesAnEntity(CodeUnitAccessTarget target) {
        boolean ofASession = target.getOwner().getName().startsWith("org.hibernate.reactive.");
        return switch (target.getName()) {
            case "remove", "removeAll" -> ofASession;
            case "delete" -> target.getRawParameterTypes().size() == 1;
            case "deleteById" -> true;
            default -> false;
        };
    }
}
