package io.countersign.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaAccess.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.properties.CanBeAnnotated.Predicates.annotatedWith;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.Architectures;
import io.countersign.kernel.RepairCommand;
import jakarta.inject.Inject;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The house, as rules: few, structural, without exceptions. */
class ArchitectureTest {

    private static final JavaClasses HOUSE =
            new ClassFileImporter().withImportOption(new DoNotIncludeTests()).importPackages("io.countersign");

    /** One test a rule, named as the rule's field. */
    @TestFactory
    Stream<DynamicTest> rules() {
        return Arrays.stream(ArchitectureTest.class.getDeclaredFields())
                .filter(field -> field.getType().equals(ArchRule.class))
                .map(field -> DynamicTest.dynamicTest(
                        field.getName().toLowerCase(Locale.ROOT).replace('_', ' '),
                        () -> ((ArchRule) field.get(null)).check(HOUSE)));
    }

    static final ArchRule CRYPTO_IS_PURE = classes()
            .that()
            .resideInAPackage("..crypto..")
            .should()
            .onlyDependOnClassesThat(resideInAnyPackage(
                    "io.countersign.crypto..",
                    "java..",
                    "javax.crypto..",
                    "org.bitcoinj..",
                    "org.bouncycastle..",
                    "fr.acinq..",
                    "kotlin..",
                    "org.jspecify.."));

    static final ArchRule LIBRARIES_HIDE = noClasses()
            .that()
            .resideOutsideOfPackages("..crypto.tx..", "..crypto.key..", "..crypto.script..", "..crypto.finalize..")
            .should()
            .dependOnClassesThat(resideInAPackage("org.bitcoinj.."));

    static final ArchRule ONE_JUDGE_OF_CIPHERS = noClasses()
            .that()
            .resideOutsideOfPackage("..crypto.cipher..")
            .should()
            .dependOnClassesThat(resideInAPackage("org.bouncycastle.."));

    static final ArchRule ONE_DOOR_TO_THE_CURVE = noClasses()
            .that()
            .resideOutsideOfPackages("..crypto.ec..", "..cli.signer..")
            .should()
            .dependOnClassesThat(resideInAPackage("fr.acinq.secp256k1.."));

    static final ArchRule THE_INTERPRETER_IS_THE_SECOND_OPINION_ONLY = noClasses()
            .that()
            .resideOutsideOfPackage("..crypto.finalize..")
            .should()
            .dependOnClassesThat(resideInAPackage("fr.acinq.bitcoin.."));

    static final ArchRule THE_SERVER_NEVER_SIGNS = noClasses()
            .that()
            .resideOutsideOfPackage("..cli..")
            .should()
            .dependOnClassesThat(resideInAPackage("..cli.signer.."));

    static final ArchRule THE_VERIFIER_STANDS_ALONE = classes()
            .that()
            .resideInAPackage("..cli.verify..")
            .should()
            .onlyDependOnClassesThat(resideInAnyPackage(
                    "io.countersign.cli.verify..",
                    "io.countersign.crypto..",
                    "io.countersign.formats..",
                    "java..",
                    "com.fasterxml.jackson..",
                    "picocli..",
                    "org.jspecify.."));

    static final ArchRule DECISIONS_KNOW_NO_FRAMEWORK = noClasses()
            .that()
            .resideInAnyPackage("..model..", "..kernel..")
            .should()
            .dependOnClassesThat(resideInAnyPackage(
                    "io.quarkus..",
                    "io.vertx..",
                    "io.smallrye..",
                    "jakarta..",
                    "com.fasterxml..",
                    "org.jboss.logging..",
                    "java.sql.."));

    static final ArchRule FEATURES_STAND_IN_A_LINE = Architectures.layeredArchitecture()
            .consideringOnlyDependenciesInAnyPackage("io.countersign..")
            .withOptionalLayers(true)
            .layer("account")
            .definedBy("io.countersign.account..")
            .layer("key")
            .definedBy("io.countersign.key..")
            .layer("wallet")
            .definedBy("io.countersign.wallet..")
            .layer("coin")
            .definedBy("io.countersign.coin..")
            .layer("proposal")
            .definedBy("io.countersign.proposal..")
            .layer("contribution")
            .definedBy("io.countersign.contribution..")
            .layer("broadcast")
            .definedBy("io.countersign.broadcast..")
            .layer("webhook")
            .definedBy("io.countersign.webhook..")
            .layer("operator")
            .definedBy("io.countersign.operator..")
            .layer("cli")
            .definedBy("io.countersign.cli..")
            .whereLayer("operator")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("webhook")
            .mayOnlyBeAccessedByLayers("operator")
            .whereLayer("broadcast")
            .mayOnlyBeAccessedByLayers("webhook", "operator")
            .whereLayer("contribution")
            .mayOnlyBeAccessedByLayers("broadcast", "webhook", "operator")
            .whereLayer("proposal")
            .mayOnlyBeAccessedByLayers("contribution", "broadcast", "webhook", "operator")
            .whereLayer("coin")
            .mayOnlyBeAccessedByLayers("proposal", "contribution", "broadcast", "webhook", "operator")
            .whereLayer("wallet")
            .mayOnlyBeAccessedByLayers("coin", "proposal", "contribution", "broadcast", "webhook", "operator")
            .whereLayer("key")
            .mayOnlyBeAccessedByLayers(
                    "wallet", "coin", "proposal", "contribution", "broadcast", "webhook", "operator");

    /** Whatever an operator sets right in a feature is marked as a repair; nothing else of a feature is called from there. */
    static final ArchRule OPERATORS_ONLY_REPAIR = noClasses()
            .that()
            .resideInAPackage("..operator..")
            .should()
            .callMethodWhere(target(owner(resideInAnyPackage(
                            "io.countersign.account..",
                            "io.countersign.key..",
                            "io.countersign.wallet..",
                            "io.countersign.coin..",
                            "io.countersign.proposal..",
                            "io.countersign.contribution..",
                            "io.countersign.broadcast..",
                            "io.countersign.webhook..")))
                    .and(target(not(annotatedWith(RepairCommand.class)))));

    static final ArchRule PARTS_ARE_FREE_OF_CYCLES =
            slices().matching("io.countersign.(*)..").should().beFreeOfCycles();

    static final ArchRule CRYPTO_IS_FREE_OF_CYCLES =
            slices().matching("io.countersign.crypto.(*)..").should().beFreeOfCycles();

    static final ArchRule TABLES_STAY_IN_STORES = noClasses()
            .that()
            .resideOutsideOfPackages("..store..", "..platform..", "..chain..")
            .should()
            .dependOnClassesThat(resideInAnyPackage("jakarta.persistence..", "io.vertx.mutiny.sqlclient.."));

    static final ArchRule HTTP_STAYS_AT_THE_RIM = noClasses()
            .that()
            .resideOutsideOfPackages("..http..", "..platform..")
            .should()
            .dependOnClassesThat(resideInAPackage("jakarta.ws.rs.."));

    static final ArchRule TIME_AND_CHANCE_COME_FROM_ONE_PLACE = noClasses()
            .that()
            .resideOutsideOfPackage("..platform.time..")
            .should()
            .callMethod(java.time.Instant.class, "now")
            .orShould()
            .callMethod(System.class, "currentTimeMillis")
            .orShould()
            .callMethod(java.util.UUID.class, "randomUUID")
            .orShould()
            .callConstructor(java.util.Random.class)
            .orShould()
            .callConstructor(java.security.SecureRandom.class);

    static final ArchRule INJECTION_IS_BY_CONSTRUCTOR = fields().should()
            .notBeAnnotatedWith(Inject.class)
            .because("a class shows what it needs in its constructor");

    static final ArchRule RECORDS_HOLD_NO_ARRAYS =
            noClasses().that().areRecords().should(new HoldArrays());
}
