package org.quorate.conformance.history;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A report as one page that needs nothing else: for each violation a drawing of what shows it. */
public final class TimelinePage {
  private static final String TEMPLATE = "timeline.html";
  private static final int VIOLATIONS_MAX = 50;

  /** Of the operations around those that show a violation. */
  private static final int OTHERS_MAX = 30;

  private final Report report;
  private final Map<String, Long> removals;
  private final Map<String, List<Operation>> byKey = new HashMap<>();

  private TimelinePage(Report report, History history, CheckOptions options) {
    this.report = report;
    this.removals = options.removals();
    shown().forEach(violation -> byKey.put(violation.key(), new ArrayList<>()));
    for (Operation operation : history.operations()) {
      List<Operation> ofKey = byKey.get(operation.key());
      if (ofKey != null) {
        ofKey.add(operation);
      }
    }
  }

  /**
   * The page, in HTML.
   *
   * @param report what came of checking {@code history} with {@code options}
   * @throws IOException if the page's template is missing
   */
  public static String of(Report report, History history, CheckOptions options) throws IOException {
    return new TimelinePage(report, history, options).page();
  }

  private List<Violation> shown() {
    return report.violations().stream().limit(VIOLATIONS_MAX).toList();
  }

  private String page() throws IOException {
    StringBuilder violations = new StringBuilder();
    shown().forEach(violation -> violations.append(section(violation)));
    int left = report.violations().size() - VIOLATIONS_MAX;
    if (left > 0) {
      violations.append("<p>" + left + " more keys are not shown.</p>\n");
    }
    return template()
        .replace("<!--SUMMARY-->", escaped(report.summary()).replace("\n", "<br>"))
        .replace("<!--VIOLATIONS-->", violations);
  }

  private String section(Violation violation) {
    List<Operation> culprits =
        violation.operations().stream().limit(Timeline.OPERATIONS_MAX).toList();
    List<Operation> others = others(violation, culprits);
    TimelineDrawing drawing = new TimelineDrawing(culprits, others, removals);
    return "<h2>Key "
        + escaped(Quoted.shortened(violation.key()))
        + "</h2>\n<p>"
        + escaped(violation.reason())
        + ".</p>\n<figure>\n"
        + drawing.svg()
        + "<figcaption>To no scale: only the order of calls and returns counts. Times are"
        + " nanoseconds after "
        + drawing.originNanos()
        + ".<span class=\"key\"></span>shows the violation by itself; grey: "
        + others.size()
        + " others around it.</figcaption>\n</figure>\n<pre>"
        + escaped(Timeline.draw(violation.operations()))
        + "</pre>\n";
  }

  /** What else was under way on the key, the nearest to a call of those that show the violation. */
  private List<Operation> others(Violation violation, List<Operation> culprits) {
    Set<Operation> all = new HashSet<>(violation.operations());
    return byKey.getOrDefault(violation.key(), List.of()).stream()
        .filter(operation -> !all.contains(operation))
        .sorted(Comparator.comparingLong(operation -> distance(operation, culprits)))
        .limit(OTHERS_MAX)
        .toList();
  }

  private static long distance(Operation operation, List<Operation> culprits) {
    return culprits.stream()
        .mapToLong(culprit -> Math.abs(culprit.callNanos() - operation.callNanos()))
        .min()
        .orElse(Long.MAX_VALUE);
  }

  /** A text of a history may hold anything. */
  static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&#39;");
  }

  private static String template() throws IOException {
    try (InputStream in = TimelinePage.class.getResourceAsStream(TEMPLATE)) {
      if (in == null) {
        throw new IOException("a part of the page is missing from its jar: " + TEMPLATE);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
