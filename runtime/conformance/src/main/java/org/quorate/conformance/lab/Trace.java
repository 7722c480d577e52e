package org.quorate.conformance.lab;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * What happened in a run, in order. Two runs of one seed have equal traces.
 *
 * <p>Texts are made when the trace is printed, so that keeping it costs next to nothing.
 */
public final class Trace {
  private final List<Event> events = new ArrayList<>();

  /** One thing that happened. */
  public sealed interface Event {
    long nanos();
  }

  /**
   * A letter arrived.
   *
   * @param number of the letter, in the order of sending
   */
  public record Delivered(long nanos, int number, Letter<?, ?> letter) implements Event {}

  /** A letter was lost, blocked, or met nobody. */
  public record Lost(long nanos, Letter<?, ?> letter, String why) implements Event {}

  /** Something happened at {@code actor}, a client's or replica's name. */
  public record Noted(long nanos, String actor, String what) implements Event {}

  void add(Event event) {
    events.add(event);
  }

  public List<Event> events() {
    return Collections.unmodifiableList(events);
  }

  /** The same without what never arrived. */
  public Trace withoutLost() {
    Trace shorter = new Trace();
    events.stream().filter(event -> !(event instanceof Lost)).forEach(shorter::add);
    return shorter;
  }

  /** The last {@code eventsMax} events as a message chart, see {@link Chart}. */
  public String chart(int eventsMax) {
    int from = Math.max(0, events.size() - eventsMax);
    return new Chart(actors()).draw(events.subList(from, events.size()));
  }

  /** The whole run as a message chart. */
  @Override
  public String toString() {
    return chart(Integer.MAX_VALUE);
  }

  private List<String> actors() {
    Set<String> clients = new LinkedHashSet<>();
    Set<Integer> replicas = new TreeSet<>();
    for (Event event : events) {
      if (event instanceof Delivered delivered) {
        clients.add(delivered.letter().client().name());
        replicas.add(delivered.letter().replica().number());
      } else if (event instanceof Lost lost) {
        clients.add(lost.letter().client().name());
        replicas.add(lost.letter().replica().number());
      }
    }
    List<String> actors = new ArrayList<>(clients);
    replicas.forEach(number -> actors.add("r" + number));
    return actors;
  }
}
