package org.quorate.conformance.result;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Comparator;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.platform.commons.support.AnnotationSupport;

/**
 * What became of one kit. Nothing in it depends on the day or on the order of the cases, so that
 * two runs with one outcome are equal.
 *
 * @param format {@value #FORMAT}
 * @param kit the simple name of the kit's class
 * @param kitVersion of this project
 * @param jdk its version
 * @param tested the class that was run, a subclass of the kit
 * @param part the name of the part, null if no case came so far as to have one
 * @param withstands see {@link ConformanceKit#withstands}
 * @param breaks see {@link ConformanceKit#breaks}
 * @param passed how many cases passed
 * @param failed how many cases failed
 * @param skipped how many cases were skipped
 * @param notRun the methods of the kit of which this run had no case
 * @param cases by name
 */
public record KitResult(
    String format,
    String kit,
    String kitVersion,
    String jdk,
    String tested,
    @Nullable String part,
    String withstands,
    String breaks,
    long passed,
    long failed,
    long skipped,
    List<String> notRun,
    List<Case> cases) {
  private static final String FORMAT = "quorate/conformance/1";
  private static final String VERSION_FILE = "kit.properties";

  /** How a case ended. */
  public enum Verdict {
    PASSED,
    FAILED,
    SKIPPED
  }

  /**
   * One case of a kit.
   *
   * @param name of its method, and of what else tells it from the method's other cases
   * @param message why it failed or was skipped, null if it passed
   */
  public record Case(String name, Verdict verdict, @Nullable String message) {}

  public KitResult {
    notRun = List.copyOf(notRun);
    cases = List.copyOf(cases);
  }

  static KitResult of(
      Class<?> tested, @Nullable String part, List<Case> cases, List<String> notRun) {
    ConformanceKit kit =
        AnnotationSupport.findAnnotation(tested, ConformanceKit.class).orElseThrow();
    return new KitResult(
        FORMAT,
        kitOf(tested).getSimpleName(),
        projectVersion(),
        System.getProperty("java.version"),
        tested.getName(),
        part,
        kit.withstands(),
        kit.breaks(),
        count(cases, Verdict.PASSED),
        count(cases, Verdict.FAILED),
        count(cases, Verdict.SKIPPED),
        notRun.stream().sorted().toList(),
        cases.stream().sorted(Comparator.comparing(Case::name)).toList());
  }

  /** The names of the cases that failed. */
  public Set<String> failures() {
    return cases.stream()
        .filter(one -> one.verdict() == Verdict.FAILED)
        .map(Case::name)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  String toJson() {
    try {
      return new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT).writeValueAsString(this)
          + "\n";
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException("texts and numbers can be written", e);
    }
  }

  private static long count(List<Case> cases, Verdict verdict) {
    return cases.stream().filter(one -> one.verdict() == verdict).count();
  }

  /** The class that is annotated itself, {@code tested} or one above it. */
  private static Class<?> kitOf(Class<?> tested) {
    Class<?> kit = tested;
    while (kit.getDeclaredAnnotation(ConformanceKit.class) == null) {
      kit = kit.getSuperclass();
    }
    return kit;
  }

  private static String projectVersion() {
    Properties properties = new Properties();
    try (InputStream in = KitResult.class.getResourceAsStream(VERSION_FILE)) {
      properties.load(in);
    } catch (IOException e) {
      throw new UncheckedIOException(VERSION_FILE + " cannot be read", e);
    }
    return properties.getProperty("version");
  }
}
