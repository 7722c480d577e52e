package org.quorate.conformance.history;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Draws operations as bars in SVG: a lane for each client, more where its operations overlap, and a
 * column between any two moments, as wide as the labels need.
 */
final class TimelineDrawing {
  private static final int CHARACTER_WIDTH = 8;
  private static final int COLUMN_WIDTH = 18;
  private static final int LANE_HEIGHT = 58;
  private static final int BAR_HEIGHT = 12;
  private static final int TOP = 24;
  private static final int VALUE_SHOWN_MAX = 20;

  private record Bar(Operation operation, boolean isCulprit, int from, int to, String label) {}

  private final List<Long> moments;
  private final List<Bar> bars = new ArrayList<>();
  private final int[] at;
  private final Map<String, Long> removals;

  /**
   * A drawing.
   *
   * @param culprits what shows the violation
   * @param others what was under way beside it
   * @param removals when clients were removed, in nanoseconds
   */
  TimelineDrawing(List<Operation> culprits, List<Operation> others, Map<String, Long> removals) {
    this.removals = removals;
    TreeSet<Long> times = new TreeSet<>(removals.values());
    Stream.concat(culprits.stream(), others.stream()).forEach(one -> addTimes(one, times));
    moments = List.copyOf(times);
    culprits.forEach(operation -> bars.add(bar(operation, true)));
    others.forEach(operation -> bars.add(bar(operation, false)));
    bars.sort(Comparator.comparingInt(Bar::from));
    at = columns();
  }

  private static void addTimes(Operation operation, Set<Long> times) {
    times.add(operation.callNanos());
    Long end = operation.returnNanos();
    if (end != null) {
      times.add(end);
    }
  }

  private Bar bar(Operation operation, boolean isCulprit) {
    Long end = operation.returnNanos();
    String value = operation.value();
    String label =
        (operation.isWrite() ? "write " : "read ")
            + (value == null ? "nothing" : '"' + Quoted.shortened(value, VALUE_SHOWN_MAX) + '"');
    return new Bar(
        operation,
        isCulprit,
        moments.indexOf(operation.callNanos()),
        end == null ? moments.size() : moments.indexOf(end),
        label);
  }

  /** The place of each moment, and of the end of the drawing. */
  private int[] columns() {
    int[] widths = new int[moments.size() + 1];
    Arrays.fill(widths, COLUMN_WIDTH);
    int names = bars.stream().mapToInt(bar -> name(bar).length()).max().orElse(0);
    int[] places = new int[moments.size() + 2];
    places[0] = (names + 2) * CHARACTER_WIDTH;
    for (Bar bar : bars) {
      int have = 0;
      for (int i = bar.from(); i < bar.to(); i++) {
        have += widths[i];
      }
      int need = Math.max(bar.label().length(), times(bar).length()) * CHARACTER_WIDTH;
      widths[Math.max(bar.from(), bar.to() - 1)] += Math.max(0, need - have);
    }
    for (int i = 0; i < widths.length; i++) {
      places[i + 1] = places[i] + widths[i];
    }
    return places;
  }

  /** What the times in the drawing are relative to. */
  long originNanos() {
    return moments.isEmpty() ? 0 : moments.get(0);
  }

  String svg() {
    Map<String, List<List<Bar>>> lanes = new TreeMap<>();
    bars.forEach(bar -> place(bar, lanes.computeIfAbsent(name(bar), name -> new ArrayList<>())));
    int height = TOP + LANE_HEIGHT * lanes.values().stream().mapToInt(List::size).sum();
    int width = at[at.length - 1] + CHARACTER_WIDTH;
    StringBuilder svg = new StringBuilder();
    svg.append(
        String.format(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\" role=\"img\">\n",
            width, height));
    int y = TOP;
    for (Map.Entry<String, List<List<Bar>>> client : lanes.entrySet()) {
      svg.append(text(0, y + 26, "", client.getKey()));
      for (List<Bar> lane : client.getValue()) {
        svg.append(
            String.format(
                "<line class=\"lane\" x1=\"0\" x2=\"%d\" y1=\"%d\" y2=\"%d\"/>\n", width, y, y));
        for (Bar bar : lane) {
          svg.append(drawn(bar, y));
        }
        y += LANE_HEIGHT;
      }
    }
    removals.forEach((name, nanos) -> svg.append(mark(name, nanos, height)));
    return svg.append("</svg>\n").toString();
  }

  /** Operations of one client overlap only if something is wrong with it. */
  private static void place(Bar bar, List<List<Bar>> lanes) {
    for (List<Bar> lane : lanes) {
      if (lane.get(lane.size() - 1).to() < bar.from()) {
        lane.add(bar);
        return;
      }
    }
    lanes.add(new ArrayList<>(List.of(bar)));
  }

  private String drawn(Bar bar, int y) {
    Operation operation = bar.operation();
    Set<String> classes = new HashSet<>(Set.of("bar", operation.isWrite() ? "write" : "read"));
    if (bar.isCulprit()) {
      classes.add("culprit");
    }
    if (!operation.isKnown()) {
      classes.add("unknown");
    }
    int x = at[bar.from()];
    return String.format(
            "<rect class=\"%s\" x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" rx=\"2\">"
                + "<title>%s</title></rect>\n",
            String.join(" ", new TreeSet<>(classes)),
            x,
            y + 22,
            Math.max(COLUMN_WIDTH / 2, at[bar.to()] - x),
            BAR_HEIGHT,
            TimelinePage.escaped(operation.toString()))
        + text(x, y + 17, bar.isCulprit() ? "" : "soft", bar.label())
        + text(x, y + 48, "soft", times(bar));
  }

  private String times(Bar bar) {
    Operation operation = bar.operation();
    Long end = operation.returnNanos();
    return operation.callNanos()
        - originNanos()
        + " to "
        + (end == null ? "no answer" : (end - originNanos()) + (operation.ok() ? "" : ", failed"));
  }

  private String mark(String client, long nanos, int height) {
    int x = at[moments.indexOf(nanos)];
    return String.format(
            "<line class=\"mark\" x1=\"%d\" x2=\"%d\" y1=\"0\" y2=\"%d\"/>\n", x, x, height)
        + text(x + 4, 12, "", Quoted.shortened(client, VALUE_SHOWN_MAX) + " removed");
  }

  private static String name(Bar bar) {
    return Quoted.shortened(bar.operation().client(), VALUE_SHOWN_MAX);
  }

  private static String text(int x, int y, String type, String text) {
    return String.format(
        "<text x=\"%d\" y=\"%d\" class=\"%s\">%s</text>\n", x, y, type, TimelinePage.escaped(text));
  }
}
