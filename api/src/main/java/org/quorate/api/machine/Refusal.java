package org.quorate.api.machine;

/**
 * Why a replica refused a request: no attestation, no change of state, a counter raised, and the
 * reason in the answer.
 *
 * @param rule the rule that refused, for example {@code P1}; counters are kept by it, so it must be
 *     one of a few constants
 * @param reason for people
 */
public record Refusal(String rule, String reason) {
  public static final int REASON_LENGTH_MAX = 1000;

  public Refusal {
    if (rule.length() > 32 || reason.length() > REASON_LENGTH_MAX) {
      throw new IllegalArgumentException("a refusal is short: " + rule.length() + " characters");
    }
  }
}
