package org.quorate.conformance.history;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * Histories of any size that are right by construction: every operation takes effect at a moment
 * between its call and its return, or later if there is no return, or never. Clients carry out one
 * operation after the other, all at the same time; of unknown outcomes some are crashes, after
 * which a new client takes the old one's place.
 *
 * @param values how many different values are written; 0 for a new one with each write
 * @param unknownPercent of all operations
 * @param faultyPercent writes of {@code mallory}, of all operations; only others' reads show them
 */
record ValidHistory(
    long seed,
    int operations,
    int keys,
    int clients,
    int values,
    int unknownPercent,
    int faultyPercent) {
  private static final int PAUSE_NANOS = 50;
  private static final int DURATION_NANOS = 1000;
  static final String FAULTY = "mallory";

  static ValidHistory of(long seed, int operations, int keys, int clients) {
    return new ValidHistory(seed, operations, keys, clients, 0, 1, 0);
  }

  ValidHistory values(int different) {
    return new ValidHistory(
        seed, operations, keys, clients, different, unknownPercent, faultyPercent);
  }

  ValidHistory unknownPercent(int percent) {
    return new ValidHistory(seed, operations, keys, clients, values, percent, faultyPercent);
  }

  ValidHistory faultyPercent(int percent) {
    return new ValidHistory(seed, operations, keys, clients, values, unknownPercent, percent);
  }

  /** An operation whose value is not known before all that takes effect earlier. */
  private record Effect(
      long nanos,
      boolean takesPlace,
      String client,
      int key,
      boolean write,
      long call,
      @Nullable Long end) {}

  /** In the order of effects. */
  List<Operation> make() {
    Random random = new Random(seed);
    List<Effect> effects = new ArrayList<>(operations);
    long[] free = new long[clients];
    int[] incarnation = new int[clients];
    for (int i = 0; i < operations; i++) {
      int lane = i % clients;
      long call = free[lane] + random.nextInt(PAUSE_NANOS);
      long end = call + random.nextInt(DURATION_NANOS);
      free[lane] = end + 1;
      boolean unknown = random.nextInt(100) < unknownPercent;
      boolean late = unknown && random.nextBoolean();
      long effect =
          call + random.nextInt((int) (end - call) + 1) + (late ? 10L * DURATION_NANOS : 0);
      String client =
          random.nextInt(100) < faultyPercent ? FAULTY : "c" + lane + "." + incarnation[lane];
      effects.add(
          new Effect(
              effect,
              !unknown || random.nextBoolean(),
              client,
              random.nextInt(keys),
              client.equals(FAULTY) || random.nextBoolean(),
              call,
              unknown ? null : (Long) end));
      incarnation[lane] += unknown && random.nextBoolean() ? 1 : 0;
    }
    effects.sort(Comparator.comparingLong(Effect::nanos));
    return operations(effects, random);
  }

  private List<Operation> operations(List<Effect> effects, Random random) {
    List<Operation> made = new ArrayList<>(effects.size());
    @Nullable String[] held = new String[keys];
    @Nullable String[] ts = new String[keys];
    int number = 0;
    for (Effect effect : effects) {
      number++;
      int key = effect.key();
      String name = "register/" + key;
      if (!effect.write()) {
        Operation read =
            Operation.read(
                effect.client(),
                name,
                effect.end() == null ? null : held[key],
                effect.call(),
                effect.end());
        made.add(effect.end() == null ? read : read.at(ts[key]));
        continue;
      }
      String value = "value-" + (values == 0 ? number : random.nextInt(values));
      String version = number + ":" + effect.client() + ":base";
      if (effect.takesPlace()) {
        held[key] = value;
        ts[key] = version;
      }
      if (!effect.client().equals(FAULTY)) {
        Operation write =
            Operation.write(effect.client(), name, value, effect.call(), effect.end());
        made.add(effect.end() == null ? write : write.at(version));
      }
    }
    return made;
  }

  /** One read of the later half returns a value that nobody can have forgotten: none. */
  static Operation spoil(List<Operation> operations, Random random) {
    List<Integer> reads = new ArrayList<>();
    for (int i = operations.size() / 2; i < operations.size(); i++) {
      Operation operation = operations.get(i);
      if (!operation.isWrite() && operation.isKnown() && operation.value() != null) {
        reads.add(i);
      }
    }
    int index = reads.get(random.nextInt(reads.size()));
    Operation read = operations.get(index);
    Operation spoiled =
        Operation.read(read.client(), read.key(), null, read.callNanos(), read.returnNanos());
    operations.set(index, spoiled);
    return spoiled;
  }
}
