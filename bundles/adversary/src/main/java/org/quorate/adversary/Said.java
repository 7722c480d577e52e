package org.quorate.adversary;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.quorate.api.machine.Reply;
import org.quorate.api.machine.Step;
import org.quorate.api.model.Key;

/** The last things that a replica said about each register. Thread-safe. */
final class Said<S, A extends Reply> {
  private static final int REMEMBERED_MAX = 32;

  private final Map<Key, List<Step<S, A>>> byKey = new ConcurrentHashMap<>();

  /** Takes {@code step} down; what it knows now, {@code step} last. */
  List<Step<S, A>> with(Key key, Step<S, A> step) {
    return byKey.merge(key, List.of(step), Said::joined);
  }

  private static <T> List<T> joined(List<T> before, List<T> more) {
    List<T> all = new ArrayList<>(before);
    all.addAll(more);
    return all.subList(Math.max(0, all.size() - REMEMBERED_MAX), all.size());
  }
}
