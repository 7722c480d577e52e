package org.quorate.conformance.history;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Operations on any number of registers, in any order. Immutable. */
public final class History {
  private final List<Operation> operations;

  private History(List<Operation> operations) {
    this.operations = Collections.unmodifiableList(operations);
  }

  public static History of(List<Operation> operations) {
    return new History(new ArrayList<>(operations));
  }

  public List<Operation> operations() {
    return operations;
  }

  public int size() {
    return operations.size();
  }

  /** The operations on each key, in the order of this history. */
  public Map<String, List<Operation>> byKey() {
    Map<String, List<Operation>> byKey = new TreeMap<>();
    for (Operation operation : operations) {
      byKey.computeIfAbsent(operation.key(), key -> new ArrayList<>()).add(operation);
    }
    return byKey;
  }
}
