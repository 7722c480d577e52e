package org.quorate.simulator;

import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What a campaign came to.
 *
 * @param operations of correct clients
 * @param deliveries messages that arrived
 * @param latencyMillis of an operation of a correct client, on average, on the simulated clock
 * @param lurking what removed clients left behind
 * @param distinctStates of registers at correct replicas, told apart by their hashes
 * @param reached how often each message was handled, each rule refused, each lie was told, each
 *     cheat sent something and each fault happened
 * @param neverReached what of that never was, though it could have been
 * @param failures the seeds whose runs failed
 */
public record CampaignReport(
    String protocol,
    String quorums,
    long first,
    long last,
    long operations,
    long deliveries,
    long simulatedMillis,
    double latencyMillis,
    Lurking lurking,
    int distinctStates,
    Map<String, Long> reached,
    List<String> neverReached,
    List<Failure> failures,
    int jobs,
    long elapsedMillis) {

  private static final int FAILURES_SHOWN_MAX = 20;

  /**
   * Writes that became visible after their author's removal.
   *
   * @param most that one client left on one register in any run
   * @param bound what the protocol promises
   */
  public record Lurking(int most, int bound) {}

  /**
   * A run that did not hold.
   *
   * @param safe whether it broke no promise but that operations end
   * @param violated the names of what it violated
   */
  public record Failure(long seed, boolean safe, List<String> violated) {}

  /** At most {@code max} seeds whose failures say most: of broken promises, if there are any. */
  public List<Long> tellingSeeds(int max) {
    boolean onlyStuck = failures.stream().allMatch(Failure::safe);
    return failures.stream()
        .filter(failure -> onlyStuck || !failure.safe())
        .map(Failure::seed)
        .limit(max)
        .toList();
  }

  /** How many lies were told, and how often cheats sent something. */
  public long attacks() {
    return reached.entrySet().stream()
        .filter(count -> isAttack(count.getKey()))
        .mapToLong(Map.Entry::getValue)
        .sum();
  }

  private static boolean isAttack(String name) {
    return name.startsWith(ObservedLiar.PREFIX) || name.startsWith(Census.CHEAT_PREFIX);
  }

  public long runs() {
    return last - first + 1;
  }

  /** For people. */
  public String text() {
    StringBuilder text = new StringBuilder();
    text.append(
        String.format(
            Locale.ROOT,
            "%s over %s: %,d runs (seeds %d..%d), %,d operations of %.1f ms, %,d deliveries, %,d s"
                + " simulated, %,d distinct states, in %.1f s on %d threads (%,.0f runs a"
                + " minute)%n",
            protocol,
            quorums,
            runs(),
            first,
            last,
            operations,
            latencyMillis,
            deliveries,
            simulatedMillis / 1000,
            distinctStates,
            elapsedMillis / 1e3,
            jobs,
            runs() * 60_000.0 / Math.max(1, elapsedMillis)));
    reached.forEach(
        (what, count) -> text.append(String.format(Locale.ROOT, "  %-32s %,12d%n", what, count)));
    text.append(
        String.format(
            Locale.ROOT,
            "lurking writes of a removed client: %d at most, of %d allowed%n",
            lurking.most(),
            lurking.bound()));
    if (!neverReached.isEmpty()) {
      text.append("never reached: ").append(String.join(", ", neverReached)).append('\n');
    }
    text.append(failures.isEmpty() ? "no violation\n" : failures.size() + " runs FAILED:\n");
    failures.stream()
        .limit(FAILURES_SHOWN_MAX)
        .forEach(
            failure ->
                text.append("  seed ")
                    .append(failure.seed())
                    .append(": ")
                    .append(String.join(", ", failure.violated()))
                    .append('\n'));
    if (failures.size() > FAILURES_SHOWN_MAX) {
      text.append("  and ").append(failures.size() - FAILURES_SHOWN_MAX).append(" more\n");
    }
    return text.toString();
  }
}
