// SPDX-License-Identifier: Apache-2.0
package org.sparsil;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMethods;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget.CodeUnitAccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.properties.HasName;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.syntax.elements.GivenClassesConjunction;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The design's rules about which package may do what. */
class ArchitectureTest {
  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("org.sparsil");

  /** Each package with what it may use; whatever that may use is allowed too. */
  private static final Map<String, List<String>> ARROWS = new LinkedHashMap<>();

  static {
    arrow("diag");
    arrow("tensor", "diag");
    arrow("graph", "tensor");
    arrow("reference", "graph");
    arrow("proto");
    arrow("frontend", "graph", "proto");
    arrow("compress", "graph", "reference");
    arrow("qgraph", "tensor", "proto");
    arrow("quant", "graph", "reference", "compress", "qgraph");
    arrow("golden", "qgraph");
    arrow("arch", "qgraph");
    arrow("rtl", "arch");
    arrow("emit", "rtl");
    arrow("photonic.linear");
    arrow("photonic.device", "diag");
    arrow("photonic.mesh", "photonic.linear", "photonic.device");
    arrow("photonic", "qgraph", "golden");
    arrow("sim", "emit", "golden");
    arrow("report", "frontend", "compress", "quant", "photonic", "sim");
    arrow("cli", "report");
  }

  private static void arrow(String from, String... to) {
    ARROWS.put(from, List.of(to));
  }

  static Set<String> packages() {
    return ARROWS.keySet();
  }

  @ParameterizedTest
  @MethodSource("packages")
  void packageUsesOnlyWhatComesBeforeIt(String name) {
    String[] allowed =
        reachable(name).stream().map(one -> "org.sparsil." + one + "..").toArray(String[]::new);
    check(
        classes()
            .that(resideInAPackage("org.sparsil." + name + ".."))
            .should()
            .onlyDependOnClassesThat(
                resideOutsideOfPackage("org.sparsil..")
                    .or(JavaClass.Predicates.resideInAnyPackage(allowed))));
  }

  private static Set<String> reachable(String from) {
    Set<String> found = new LinkedHashSet<>(Set.of(from));
    ARROWS.getOrDefault(from, List.of()).forEach(to -> found.addAll(reachable(to)));
    return found;
  }

  @Test
  void everyPackageIsInTheDesign() {
    assertThat(
            CLASSES.stream()
                .map(type -> type.getPackageName().split("\\.", -1)[2])
                .distinct()
                .toList())
        .isSubsetOf(ARROWS.keySet());
  }

  @Test
  void everyPackageIsNullMarked() {
    assertThat(
            CLASSES.stream()
                .filter(type -> !type.getPackageName().equals("org.sparsil.proto"))
                .map(JavaClass::getPackage)
                .distinct()
                .filter(type -> !type.isAnnotatedWith(NullMarked.class)))
        .isEmpty();
  }

  @Test
  void onlyTheCommandLinePrintsOrExits() {
    check(
        outside("cli")
            .should()
            .accessTargetWhere(
                member(
                    "print or exit",
                    "java\\.lang\\.System\\.(out|err|exit|console)"
                        + "|java\\.lang\\.Runtime\\.(exit|halt)"
                        + "|java\\.lang\\.\\w+\\.printStackTrace")));
  }

  @Test
  void onlySimulationStartsProcesses() {
    check(
        outside("sim")
            .should()
            .accessTargetWhere(
                member(
                    "start a process",
                    "java\\.lang\\.ProcessBuilder\\..*|java\\.lang\\.Runtime\\.exec")));
  }

  @Test
  void librariesStayWhereTheyBelong() {
    onlyIn("emit", "org.stringtemplate..");
    onlyIn("cli", "picocli..");
    onlyIn("cli", "me.tongfei..");
    onlyIn("compress.train", "ai.djl..");
    onlyIn("photonic", "com.networknt..");
  }

  private static void onlyIn(String home, String library) {
    check(outside(home).should().dependOnClassesThat(resideInAPackage(library)));
  }

  @Test
  void protobufStaysInReadersAndWriters() {
    check(
        noClasses()
            .that(resideInAPackage("org.sparsil.."))
            .and(
                resideOutsideOfPackage("org.sparsil.frontend..")
                    .and(resideOutsideOfPackage("org.sparsil.qgraph.."))
                    .and(resideOutsideOfPackage("org.sparsil.proto..")))
            .should()
            .dependOnClassesThat(resideInAPackage("com.google.protobuf..")));
  }

  /** A scale is a note for people; nothing else below {@code quant} is a real number. */
  @Test
  void onlyScalesAreRealNumbersBelowQuantization() {
    DescribedPredicate<JavaClass> real =
        describe("real", type -> type.getName().matches("\\[*(D|F|double|float)"));
    check(
        noFields()
            .that()
            .areDeclaredInClassesThat(areInteger())
            .and()
            .doNotHaveName("scale")
            .should()
            .haveRawType(real));
    check(
        noMethods()
            .that()
            .areDeclaredInClassesThat(areInteger())
            .and()
            .doNotHaveName("scale")
            .should()
            .haveRawReturnType(real)
            .orShould()
            .haveRawParameterTypes(
                describe("with a real", types -> types.stream().anyMatch(real))));
    check(
        noClasses()
            .that(areInteger())
            .should()
            .dependOnClassesThat(assignableTo("org.sparsil.tensor.FloatTensor"))
            .orShould()
            .accessTargetWhere(
                describe(
                    "compute with real numbers",
                    (JavaAccess<?> access) ->
                        access.getTargetOwner().getName().matches("java\\.lang\\.(Strict)?Math")
                            && access.getTarget() instanceof CodeUnitAccessTarget target
                            && target.getRawParameterTypes().stream().anyMatch(real))));
  }

  private static DescribedPredicate<JavaClass> areInteger() {
    return JavaClass.Predicates.resideInAnyPackage(
        "org.sparsil.qgraph..", "org.sparsil.golden..", "org.sparsil.arch..", "org.sparsil.rtl..");
  }

  private static GivenClassesConjunction outside(String home) {
    return noClasses().that(resideOutsideOfPackage("org.sparsil." + home + ".."));
  }

  private static DescribedPredicate<JavaAccess<?>> member(String what, String qualifiedName) {
    DescribedPredicate<HasName> named = nameMatching(qualifiedName);
    return describe(
        what,
        access ->
            named.test(
                () -> access.getTargetOwner().getName() + "." + access.getTarget().getName()));
  }

  /** Some packages come later; a rule about them holds then. */
  private static void check(ArchRule rule) {
    rule.allowEmptyShould(true).check(CLASSES);
  }
}
