package org.quorate.api.model;

import java.util.BitSet;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** An immutable set of replicas, in the order of their numbers. */
public final class ReplicaSet implements Iterable<ReplicaId> {
  public static final ReplicaSet EMPTY = new ReplicaSet(new BitSet());

  private final BitSet numbers;

  private ReplicaSet(BitSet numbers) {
    this.numbers = numbers;
  }

  /** The replicas 1 to {@code n}. */
  public static ReplicaSet firstOf(int n) {
    BitSet numbers = new BitSet(n + 1);
    numbers.set(1, n + 1);
    return new ReplicaSet(numbers);
  }

  public static ReplicaSet of(int... numbers) {
    return copyOf(IntStream.of(numbers).mapToObj(ReplicaId::new).toList());
  }

  public static ReplicaSet copyOf(Collection<ReplicaId> replicas) {
    BitSet numbers = new BitSet();
    replicas.forEach(replica -> numbers.set(replica.number()));
    return new ReplicaSet(numbers);
  }

  public int size() {
    return numbers.cardinality();
  }

  public boolean isEmpty() {
    return numbers.isEmpty();
  }

  public boolean contains(ReplicaId replica) {
    return numbers.get(replica.number());
  }

  public boolean containsAll(ReplicaSet others) {
    return others.minus(this).isEmpty();
  }

  public ReplicaSet with(ReplicaId replica) {
    BitSet result = (BitSet) numbers.clone();
    result.set(replica.number());
    return new ReplicaSet(result);
  }

  public ReplicaSet without(ReplicaId replica) {
    BitSet result = (BitSet) numbers.clone();
    result.clear(replica.number());
    return new ReplicaSet(result);
  }

  public ReplicaSet union(ReplicaSet others) {
    BitSet result = (BitSet) numbers.clone();
    result.or(others.numbers);
    return new ReplicaSet(result);
  }

  public ReplicaSet intersection(ReplicaSet others) {
    BitSet result = (BitSet) numbers.clone();
    result.and(others.numbers);
    return new ReplicaSet(result);
  }

  public ReplicaSet minus(ReplicaSet others) {
    BitSet result = (BitSet) numbers.clone();
    result.andNot(others.numbers);
    return new ReplicaSet(result);
  }

  public Stream<ReplicaId> stream() {
    return StreamSupport.stream(spliterator(), false);
  }

  public List<ReplicaId> toList() {
    return stream().toList();
  }

  @Override
  public Iterator<ReplicaId> iterator() {
    return new Iterator<>() {
      private int next = numbers.nextSetBit(0);

      @Override
      public boolean hasNext() {
        return next >= 0;
      }

      @Override
      public ReplicaId next() {
        if (next < 0) {
          throw new NoSuchElementException();
        }
        ReplicaId replica = new ReplicaId(next);
        next = numbers.nextSetBit(next + 1);
        return replica;
      }
    };
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ReplicaSet set && numbers.equals(set.numbers);
  }

  @Override
  public int hashCode() {
    return numbers.hashCode();
  }

  @Override
  public String toString() {
    return stream().map(ReplicaId::toString).collect(Collectors.joining(", ", "{", "}"));
  }
}
