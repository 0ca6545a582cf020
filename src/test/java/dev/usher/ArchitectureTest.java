package dev.usher;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The arrows of the map: who may use whom. */
@AnalyzeClasses(packages = "dev.usher", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

  @ArchTest
  static final ArchRule arrowsPointOneWay =
      layeredArchitecture()
          .consideringOnlyDependenciesInLayers()
          .layer("cli")
          .definedBy("dev.usher.cli..")
          .layer("http")
          .definedBy("dev.usher.http..")
          .layer("api")
          .definedBy("dev.usher.api..")
          .layer("web")
          .definedBy("dev.usher.web..")
          .layer("mail")
          .definedBy("dev.usher.mail..")
          .layer("directory")
          .definedBy("dev.usher.directory..")
          .layer("store")
          .definedBy("dev.usher.store..")
          .layer("scim")
          .definedBy("dev.usher.scim..")
          .whereLayer("cli")
          .mayNotBeAccessedByAnyLayer()
          .whereLayer("http")
          .mayOnlyBeAccessedByLayers("cli")
          .whereLayer("api")
          .mayOnlyBeAccessedByLayers("http", "cli")
          .whereLayer("web")
          .mayOnlyBeAccessedByLayers("http", "cli")
          .whereLayer("mail")
          .mayOnlyBeAccessedByLayers("cli")
          .whereLayer("directory")
          .mayOnlyBeAccessedByLayers("api", "web", "mail", "http", "cli")
          .whereLayer("store")
          .mayOnlyBeAccessedByLayers("directory", "http", "cli")
          .whereLayer("scim")
          .mayOnlyBeAccessedByLayers("store", "directory", "api", "http", "cli");

  @ArchTest
  static final ArchRule theStoreKnowsOnlyQueriesOfTheProtocol =
      noClasses()
          .that()
          .resideInAPackage("dev.usher.store..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "dev.usher.scim.patch..",
              "dev.usher.scim.resource..",
              "dev.usher.scim.bulk..",
              "dev.usher.scim.error..");

  @ArchTest
  static final ArchRule theSdkIsFenced =
      noClasses()
          .that()
          .resideOutsideOfPackages(
              "dev.usher.scim..", "dev.usher.api.discovery..", "dev.usher.conformance..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("com.unboundid..");

  @ArchTest
  static final ArchRule theConformanceKitUsesNothingOfUsher =
      noClasses()
          .that()
          .resideInAPackage("dev.usher.conformance..")
          .should()
          .dependOnClassesThat(
              resideInAPackage("dev.usher..")
                  .and(resideOutsideOfPackage("dev.usher.conformance..")));

  @ArchTest
  static final ArchRule onlyTheCommandLineUsesTheConformanceKit =
      noClasses()
          .that()
          .resideOutsideOfPackages("dev.usher.conformance..", "dev.usher.cli..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("dev.usher.conformance..");

  @ArchTest
  static final ArchRule theJoseLibraryIsFenced =
      noClasses()
          .that()
          .resideOutsideOfPackage("dev.usher.directory.jwt..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("com.nimbusds..");

  @ArchTest
  static final ArchRule theProtocolKnowsNeitherHttpNorSql =
      noClasses()
          .that()
          .resideInAPackage("dev.usher.scim..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "jakarta.ws.rs..", "java.sql..", "org.apache.ibatis..", "org.glassfish..");

  @ArchTest
  static final ArchRule sqlStaysInTheStore =
      noClasses()
          .that()
          .resideOutsideOfPackage("dev.usher.store..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("java.sql..", "org.mariadb..", "com.zaxxer..", "org.flywaydb..");

  @ArchTest
  static final ArchRule roomsHaveNoCycles =
      slices().matching("dev.usher.(*).(*)..").should().beFreeOfCycles();
}
