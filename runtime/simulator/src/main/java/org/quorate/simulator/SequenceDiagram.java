package org.quorate.simulator;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import org.quorate.conformance.lab.Letter;
import org.quorate.conformance.lab.Trace;
import org.quorate.conformance.protocol.RunResult;

/** Draws a run as a page by itself: a column for each actor, an arrow for each delivery. */
public final class SequenceDiagram {
  private static final int COLUMN = 130;
  private static final int ROW = 26;
  private static final int TOP = 50;
  private static final int LEFT = 90;
  private static final int LABEL = 900;

  private final Map<String, Integer> columns = new LinkedHashMap<>();
  private final StringBuilder svg = new StringBuilder();
  private int row;

  private SequenceDiagram(List<Trace.Event> events) {
    TreeSet<Integer> replicas = new TreeSet<>();
    for (Trace.Event event : events) {
      if (event instanceof Trace.Delivered delivered) {
        column(delivered.letter().client().name());
        replicas.add(delivered.letter().replica().number());
      }
    }
    replicas.forEach(number -> column("r" + number));
  }

  private void column(String actor) {
    columns.putIfAbsent(actor, LEFT + COLUMN * columns.size());
  }

  /** The page of {@code result}, with what it violated at its head. */
  public static String page(String title, RunResult result) {
    List<Trace.Event> events = result.trace().withoutLost().events();
    SequenceDiagram diagram = new SequenceDiagram(events);
    events.forEach(diagram::draw);
    return diagram.page(title, result.problems());
  }

  private void draw(Trace.Event event) {
    if (event instanceof Trace.Delivered delivered) {
      Letter<?, ?> letter = delivered.letter();
      int client = x(letter.client().name());
      int replica = x(letter.replica().toString());
      arrow(
          event.nanos(),
          letter.isRequest() ? client : replica,
          letter.isRequest() ? replica : client,
          letter.text());
    } else if (event instanceof Trace.Noted noted && columns.containsKey(noted.actor())) {
      int x = x(noted.actor());
      line(event.nanos(), noted.actor() + " " + noted.what(), "note");
      svg.append(String.format("<circle cx='%d' cy='%d' r='4'/>", x, y()));
      row++;
    }
  }

  private void arrow(long nanos, int from, int to, String text) {
    line(nanos, text, "letter");
    svg.append(
        String.format(
            "<line class='arrow' x1='%d' y1='%d' x2='%d' y2='%d' marker-end='url(#head)'/>",
            from, y(), to, y()));
    row++;
  }

  private void line(long nanos, String text, String kind) {
    int labelAt = LEFT + COLUMN * columns.size();
    svg.append(
        String.format(
            Locale.ROOT, "<text class='time' x='8' y='%d'>%.3f</text>", y() + 4, nanos / 1e6));
    svg.append(
        String.format(
            "<text class='%s' x='%d' y='%d'>%s<title>%s</title></text>",
            kind, labelAt, y() + 4, escaped(shortened(text)), escaped(text)));
  }

  private int x(String actor) {
    return columns.getOrDefault(actor, LEFT);
  }

  private int y() {
    return TOP + ROW * (row + 1);
  }

  private String page(String title, List<String> problems) {
    int width = LEFT + COLUMN * columns.size() + LABEL;
    int height = TOP + ROW * (row + 2);
    StringBuilder page = new StringBuilder();
    page.append("<!DOCTYPE html><html lang='en'><meta charset='utf-8'><title>")
        .append(escaped(title))
        .append("</title><style>")
        .append("body{font:14px sans-serif;margin:24px}svg{font:12px monospace}")
        .append(".arrow{stroke:#246;stroke-width:1.5}.life{stroke:#ccc}.time{fill:#888}")
        .append(".note{fill:#a40}.actor{font-weight:bold;text-anchor:middle}pre{color:#a00}")
        .append("</style><h1>")
        .append(escaped(title))
        .append("</h1>");
    problems.forEach(problem -> page.append("<pre>").append(escaped(problem)).append("</pre>"));
    page.append(
        String.format(
            "<svg width='%d' height='%d'><defs><marker id='head' markerWidth='8' markerHeight='8'"
                + " refX='7' refY='3' orient='auto'><path d='M0,0 L7,3 L0,6 z' fill='#246'/>"
                + "</marker></defs>",
            width, height));
    columns.forEach(
        (actor, x) ->
            page.append(
                String.format(
                    "<text class='actor' x='%d' y='%d'>%s</text>"
                        + "<line class='life' x1='%d' y1='%d' x2='%d' y2='%d'/>",
                    x, TOP - 16, escaped(actor), x, TOP - 8, x, height)));
    return page.append(svg).append("</svg></html>\n").toString();
  }

  private static String shortened(String text) {
    return text.length() <= 120 ? text : text.substring(0, 120) + "…";
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
