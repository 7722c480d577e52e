package org.quorate.console.demo;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.quorate.console.demo.DemoReport.Event;
import org.quorate.console.demo.DemoReport.Sample;

/**
 * Shows a demonstration while it runs: on a terminal one screen that is drawn anew every second,
 * elsewhere plain lines. Thread-safe.
 */
final class Screen {
  private static final String BARS = " ▁▂▃▄▅▆▇█";
  private static final int SAMPLES_SHOWN = 60;
  private static final int EVENTS_SHOWN = 14;
  private static final int PLAIN_EVERY = 5;

  private final PrintStream out;
  private final boolean isTerminal;
  private final String title;
  private final List<Event> events = new ArrayList<>();
  private final List<Sample> samples = new ArrayList<>();

  Screen(PrintStream out, boolean isTerminal, String title) {
    this.out = out;
    this.isTerminal = isTerminal;
    this.title = title;
    if (!isTerminal) {
      out.println(title);
    }
  }

  synchronized void event(Event event) {
    events.add(event);
    if (isTerminal) {
      draw();
    } else {
      out.println(line(event));
    }
  }

  synchronized void sample(Sample sample) {
    samples.add(sample);
    if (isTerminal) {
      draw();
    } else if (samples.size() % PLAIN_EVERY == 0) {
      out.printf(
          Locale.ROOT,
          "%6.1f s  %d operations a second, p50 %.1f ms, p99 %.1f ms, failed %d%n",
          sample.atSeconds(),
          sample.operations(),
          sample.p50Millis(),
          sample.p99Millis(),
          sample.failed());
    }
  }

  private void draw() {
    StringBuilder screen = new StringBuilder("\033[H\033[J");
    screen.append("\033[1m").append(title).append("\033[0m\n\n");
    if (!samples.isEmpty()) {
      List<Sample> shown =
          samples.subList(Math.max(0, samples.size() - SAMPLES_SHOWN), samples.size());
      Sample last = samples.get(samples.size() - 1);
      screen.append(
          String.format(
              Locale.ROOT,
              "  operations/s  %s  %d%n",
              bars(shown.stream().mapToDouble(Sample::operations).toArray()),
              last.operations()));
      screen.append(
          String.format(
              Locale.ROOT,
              "  p99           %s  %.1f ms%n",
              bars(shown.stream().mapToDouble(Sample::p99Millis).toArray()),
              last.p99Millis()));
      screen.append(String.format(Locale.ROOT, "  failed        %d%n%n", last.failed()));
    }
    for (Event event : events.subList(Math.max(0, events.size() - EVENTS_SHOWN), events.size())) {
      screen.append(colour(event)).append(line(event)).append("\033[0m\n");
    }
    out.print(screen);
    out.flush();
  }

  private static String line(Event event) {
    return String.format(Locale.ROOT, "%6.1f s  %s", event.atSeconds(), event.what());
  }

  private static String colour(Event event) {
    return switch (event.kind()) {
      case PLAIN -> "";
      case ATTACK -> "\033[35m";
      case FAULT -> "\033[31m";
      case RECOVERY -> "\033[32m";
    };
  }

  private static String bars(double[] figures) {
    double most = 0;
    for (double figure : figures) {
      most = Math.max(most, figure);
    }
    StringBuilder bars = new StringBuilder();
    for (double figure : figures) {
      int height = most == 0 ? 0 : (int) Math.round(figure / most * (BARS.length() - 1));
      bars.append(BARS.charAt(height));
    }
    return bars.toString();
  }
}
