package org.quorate.conformance.lab;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.quorate.conformance.lab.Trace.Event;

/**
 * Draws events as a message chart: a column for each actor, a line for each event.
 *
 * <pre>
 *      ms  alice     r1        r2
 *    1.02  o--------------------&gt;       ReadTs[...]
 *    1.07  &lt;----------o         |         TsAnswer[...]
 *    1.31  |         |         x          lost: ReadTs[...]
 * </pre>
 */
final class Chart {
  private static final int COLUMN_WIDTH = 10;
  private static final int TEXT_LENGTH_MAX = 240;

  /** A nonce is known by the first bytes of its operation, and its round. */
  private static final Pattern NONCE =
      Pattern.compile("Nonce\\[operation=([0-9a-f]{4})[^,]*, round=(\\d+)]");

  private final List<String> actors;

  Chart(List<String> actors) {
    this.actors = actors;
  }

  String draw(List<Event> events) {
    StringBuilder chart = new StringBuilder(" ".repeat(7)).append("ms  ");
    for (String actor : actors) {
      chart.append(
          String.format(
              Locale.ROOT,
              "%-" + COLUMN_WIDTH + "s",
              actor.substring(0, Math.min(actor.length(), COLUMN_WIDTH - 1))));
    }
    chart.append('\n');
    for (Event event : events) {
      chart
          .append(String.format(Locale.ROOT, "%9.3f  ", event.nanos() / 1e6))
          .append(lane(event))
          .append(shortened(text(event)))
          .append('\n');
    }
    return chart.toString();
  }

  private char[] lane(Event event) {
    char[] lane = " ".repeat(COLUMN_WIDTH * actors.size()).toCharArray();
    for (int actor = 0; actor < actors.size(); actor++) {
      lane[actor * COLUMN_WIDTH] = '|';
    }
    if (event instanceof Trace.Noted noted) {
      int at = actors.indexOf(noted.actor());
      if (at >= 0) {
        lane[at * COLUMN_WIDTH] = '*';
      }
      return lane;
    }
    boolean arrived = event instanceof Trace.Delivered;
    Letter<?, ?> letter =
        event instanceof Trace.Delivered delivered
            ? delivered.letter()
            : ((Trace.Lost) event).letter();
    int client = actors.indexOf(letter.client().name()) * COLUMN_WIDTH;
    int replica = actors.indexOf(letter.replica().toString()) * COLUMN_WIDTH;
    // Clients stand left of the replicas.
    for (int at = client + 1; at < replica; at++) {
      lane[at] = arrived ? '-' : '.';
    }
    lane[letter.isRequest() ? client : replica] = 'o';
    lane[letter.isRequest() ? replica : client] = arrived ? (letter.isRequest() ? '>' : '<') : 'x';
    return lane;
  }

  private static String text(Event event) {
    if (event instanceof Trace.Delivered delivered) {
      return delivered.letter().text();
    }
    if (event instanceof Trace.Lost lost) {
      return lost.why() + ": " + lost.letter().text();
    }
    Trace.Noted noted = (Trace.Noted) event;
    return noted.actor() + " " + noted.what();
  }

  private static String shortened(String full) {
    String text = NONCE.matcher(full.replace('\n', ' ')).replaceAll("$1#$2");
    return text.length() <= TEXT_LENGTH_MAX ? text : text.substring(0, TEXT_LENGTH_MAX) + "...";
  }
}
