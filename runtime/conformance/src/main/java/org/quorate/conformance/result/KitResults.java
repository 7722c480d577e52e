package org.quorate.conformance.result;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.platform.commons.annotation.Testable;
import org.junit.platform.commons.support.AnnotationSupport;
import org.junit.platform.commons.support.HierarchyTraversalMode;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.TestExecutionResult.Status;
import org.junit.platform.engine.TestSource;
import org.junit.platform.engine.reporting.ReportEntry;
import org.junit.platform.engine.support.descriptor.ClassSource;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.TestPlan;
import org.quorate.conformance.result.KitResult.Case;
import org.quorate.conformance.result.KitResult.Verdict;

/**
 * Gathers what became of each {@link ConformanceKit} in a run of JUnit. It listens to the platform
 * and is no extension of Jupiter's, because properties are run by another engine. Thread-safe.
 */
class KitResults implements TestExecutionListener {
  private final Map<String, Run> runs = new TreeMap<>();
  private @Nullable TestPlan plan;

  /** What is known of one subclass of a kit. */
  private static final class Run {
    private final Class<?> tested;
    private final List<Case> cases = new ArrayList<>();
    private @Nullable String part;

    Run(Class<?> tested) {
      this.tested = tested;
    }

    KitResult result() {
      Set<String> run =
          cases.stream().map(one -> one.name().split(" ", 2)[0]).collect(Collectors.toSet());
      List<String> notRun =
          AnnotationSupport.findAnnotatedMethods(
                  tested, Testable.class, HierarchyTraversalMode.TOP_DOWN)
              .stream()
              .map(method -> method.getName())
              .filter(name -> !run.contains(name))
              .toList();
      return KitResult.of(tested, part, cases, notRun);
    }
  }

  @Override
  public synchronized void testPlanExecutionStarted(TestPlan started) {
    plan = started;
    runs.clear();
  }

  @Override
  public synchronized void reportingEntryPublished(TestIdentifier test, ReportEntry entry) {
    String part = entry.getKeyValuePairs().get(PartNames.ENTRY);
    if (part != null) {
      runOf(test).ifPresent(run -> run.part = part);
    }
  }

  @Override
  public synchronized void executionSkipped(TestIdentifier test, String reason) {
    runOf(test).ifPresent(run -> run.cases.add(new Case(name(test), Verdict.SKIPPED, reason)));
  }

  @Override
  public synchronized void executionFinished(TestIdentifier test, TestExecutionResult result) {
    if (test.isTest() || result.getStatus() != Status.SUCCESSFUL) {
      Verdict verdict =
          switch (result.getStatus()) {
            case SUCCESSFUL -> Verdict.PASSED;
            case ABORTED -> Verdict.SKIPPED;
            case FAILED -> Verdict.FAILED;
          };
      String message = result.getThrowable().map(Throwable::toString).orElse(null);
      runOf(test).ifPresent(run -> run.cases.add(new Case(name(test), verdict, message)));
    }
  }

  /** Of all kits in the last run. */
  synchronized List<KitResult> results() {
    return runs.values().stream().map(Run::result).toList();
  }

  private Optional<Run> runOf(TestIdentifier test) {
    return lineage(test).stream()
        .map(TestIdentifier::getSource)
        .flatMap(Optional::stream)
        .filter(ClassSource.class::isInstance)
        .map(source -> ((ClassSource) source).getJavaClass())
        .filter(type -> AnnotationSupport.isAnnotated(type, ConformanceKit.class))
        .findFirst()
        .map(type -> runs.computeIfAbsent(type.getName(), name -> new Run(type)));
  }

  /** From the method on; a kit as a whole goes by the name of its class. */
  private String name(TestIdentifier test) {
    List<String> names = new ArrayList<>();
    for (TestIdentifier ancestor : lineage(test)) {
      Optional<TestSource> source = ancestor.getSource();
      boolean isMethod = source.filter(MethodSource.class::isInstance).isPresent();
      if (isMethod && names.isEmpty()) {
        names.add(((MethodSource) source.get()).getMethodName());
      } else if (!names.isEmpty()) {
        names.add(ancestor.getDisplayName());
      }
    }
    return names.isEmpty() ? test.getDisplayName() : String.join(" ", names);
  }

  /** {@code test} and all above it, the highest first. */
  private List<TestIdentifier> lineage(TestIdentifier test) {
    List<TestIdentifier> lineage = new ArrayList<>();
    Optional<TestIdentifier> at = Optional.of(test);
    while (at.isPresent()) {
      lineage.add(0, at.get());
      at = plan == null ? Optional.empty() : plan.getParent(at.get());
    }
    return lineage;
  }
}
