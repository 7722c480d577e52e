package org.quorate.simulator;

import java.util.Arrays;

/** A moment of an exploration, all of it by numbers. Immutable. */
final class World {
  /** The state of each replica. */
  final int[] replicas;

  /** What each client is doing. */
  final int[] clients;

  /** The newest version that an operation of a correct client returned. */
  final int returned;

  /** The letters on their way, ascending. */
  final int[] letters;

  /** What correct replicas attested, ascending. */
  final int[] attested;

  World(int[] replicas, int[] clients, int returned, int[] letters, int[] attested) {
    this.replicas = replicas;
    this.clients = clients;
    this.returned = returned;
    this.letters = letters;
    this.attested = attested;
  }

  World replica(int at, int state) {
    return new World(with(replicas, at, state), clients, returned, letters, attested);
  }

  World client(int at, int doing) {
    return new World(replicas, with(clients, at, doing), returned, letters, attested);
  }

  World returned(int version) {
    return new World(replicas, clients, version, letters, attested);
  }

  World letters(int[] others) {
    return new World(replicas, clients, returned, others, attested);
  }

  World sending(int letter) {
    return letters(plus(letters, letter));
  }

  World without(int letter) {
    int at = Arrays.binarySearch(letters, letter);
    int[] fewer = new int[letters.length - 1];
    System.arraycopy(letters, 0, fewer, 0, at);
    System.arraycopy(letters, at + 1, fewer, at, fewer.length - at);
    return letters(fewer);
  }

  World attesting(int statement) {
    return new World(replicas, clients, returned, letters, plus(attested, statement));
  }

  private static int[] with(int[] numbers, int at, int number) {
    int[] copy = numbers.clone();
    copy[at] = number;
    return copy;
  }

  private static int[] plus(int[] ascending, int number) {
    int at = Arrays.binarySearch(ascending, number);
    if (at >= 0) {
      return ascending;
    }
    int[] more = Arrays.copyOf(ascending, ascending.length + 1);
    System.arraycopy(ascending, -at - 1, more, -at, ascending.length + at + 1);
    more[-at - 1] = number;
    return more;
  }

  /** Of a million worlds, two get the same one with a chance of 1 in 30 million. */
  long fingerprint() {
    long mixed = returned;
    for (int[] part : new int[][] {replicas, clients, letters, attested}) {
      mixed = mix(mixed + part.length);
      for (int number : part) {
        mixed = mix(mixed + number);
      }
    }
    return mixed;
  }

  /** The finaliser of SplitMix64. */
  private static long mix(long number) {
    long mixed = number + 0x9E3779B97F4A7C15L;
    mixed = (mixed ^ (mixed >>> 30)) * 0xBF58476D1CE4E5B9L;
    mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
    return mixed ^ (mixed >>> 31);
  }
}
