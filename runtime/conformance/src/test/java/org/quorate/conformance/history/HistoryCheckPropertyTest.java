package org.quorate.conformance.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.statistics.Statistics;
import org.jspecify.annotations.Nullable;
import org.quorate.api.register.Guarantee.Semantics;

/** The fast checkers against the definitions, on small random histories, in both directions. */
final class HistoryCheckPropertyTest {
  private static final Set<String> NOBODY = Set.of();
  private static final Set<String> MALLORY = Set.of("mallory");

  @Property(tries = 5_000)
  void uniqueValues(@ForAll long seed) {
    compare(history(new Random(seed), true, false), Semantics.ATOMIC, NOBODY);
  }

  @Property(tries = 5_000)
  void repeatedValues(@ForAll long seed) {
    compare(history(new Random(seed), false, false), Semantics.ATOMIC, NOBODY);
  }

  @Property(tries = 5_000)
  void faultyClients(@ForAll long seed) {
    Random random = new Random(seed);
    compare(history(random, random.nextBoolean(), true), Semantics.ATOMIC, MALLORY);
  }

  @Property(tries = 5_000)
  void regularSemantics(@ForAll long seed) {
    Random random = new Random(seed);
    compare(history(random, random.nextBoolean(), false), Semantics.REGULAR, NOBODY);
  }

  @Property(tries = 5_000)
  void safeSemantics(@ForAll long seed) {
    Random random = new Random(seed);
    compare(history(random, random.nextBoolean(), false), Semantics.SAFE, NOBODY);
  }

  @Property(tries = 5_000)
  void theGeneralSearchAgreesWithTheZones(@ForAll long seed) {
    List<Operation> operations = history(new Random(seed), true, false);
    RegisterHistory register = RegisterHistory.of(operations, NOBODY);
    assertThat(new Search(1_000_000).check(register.intervals()).verdict())
        .isEqualTo(new Zones().check(register.intervals()).verdict());
  }

  private static void compare(List<Operation> operations, Semantics semantics, Set<String> faulty) {
    boolean expected = holds(operations, semantics, faulty);
    Statistics.collect(expected);
    Statistics.coverage(
        coverage -> {
          coverage.check(true).percentage(p -> p > 10);
          coverage.check(false).percentage(p -> p > 10);
        });
    CheckOptions options = CheckOptions.atomic().semantics(semantics).faultyClients(faulty);
    Report report = HistoryCheck.check(History.of(operations), options);
    assertThat(report.holds()).as("%s", operations).isEqualTo(expected);
    if (!expected) {
      List<Operation> shown = report.violations().get(0).operations();
      assertThat(holds(shown, semantics, faulty))
          .as("what is shown fails alone: %s", shown)
          .isFalse();
      assertThat(operations).containsAll(shown);
    }
  }

  private static boolean holds(
      List<Operation> operations, Semantics semantics, Set<String> faulty) {
    BruteForce definition = new BruteForce(operations, faulty);
    return switch (semantics) {
      case ATOMIC -> definition.isLinearizable();
      case REGULAR -> definition.isRegular();
      case SAFE -> definition.isSafe();
    };
  }

  /** Up to six operations within few moments, so that ends and calls often meet. */
  private static List<Operation> history(Random random, boolean unique, boolean faulty) {
    List<Operation> operations = new ArrayList<>();
    int size = 1 + random.nextInt(6);
    int values = unique ? 6 : 2;
    List<String> written = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      long call = random.nextInt(12);
      @Nullable Long end = random.nextInt(8) == 0 ? null : (Long) (call + random.nextInt(6));
      boolean write = random.nextInt(5) < 2;
      String client = faulty && random.nextInt(6) == 0 ? "mallory" : "c" + i;
      boolean ok = random.nextInt(12) != 0;
      if (write) {
        String value = unique ? "v" + written.size() : "v" + random.nextInt(values);
        written.add(value);
        operations.add(
            new Operation(client, "k", Operation.Kind.WRITE, value, call, end, ok, null, i + 1));
      } else {
        @Nullable String value =
            random.nextInt(4) == 0 ? null : "v" + random.nextInt(values / 2 + 1);
        @Nullable String ts =
            faulty && random.nextInt(3) == 0 ? random.nextInt(2) + ":mallory" : null;
        operations.add(
            new Operation(client, "k", Operation.Kind.READ, value, call, end, ok, ts, i + 1));
      }
    }
    return operations;
  }
}
