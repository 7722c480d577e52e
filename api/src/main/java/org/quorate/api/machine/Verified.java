package org.quorate.api.machine;

import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;
import org.quorate.api.model.Scope;

/**
 * A message all of whose claims hold. Machines take nothing else, and there is no other way to make
 * one than to have the claims checked.
 */
public final class Verified<M extends Message> {
  private final M message;

  private Verified(M message) {
    this.message = message;
  }

  public M message() {
    return message;
  }

  /**
   * Checks the claims of all {@code messages} together.
   *
   * @return a verdict for each message, in order
   */
  public static <M extends Message> List<Verdict<M>> check(
      List<Scoped<M>> messages, ClaimVerifier verifier) {
    List<Claim> claims = new ArrayList<>();
    List<Integer> ends = new ArrayList<>();
    for (Scoped<M> scoped : messages) {
      claims.addAll(scoped.message().claims(scoped.scope()));
      ends.add(claims.size());
    }
    List<@Nullable String> failures = failures(claims, verifier);
    List<Verdict<M>> verdicts = new ArrayList<>();
    int start = 0;
    for (int i = 0; i < messages.size(); i++) {
      verdicts.add(verdict(messages.get(i).message(), failures.subList(start, ends.get(i))));
      start = ends.get(i);
    }
    return verdicts;
  }

  /** {@link #check(List, ClaimVerifier)} for a single message. */
  public static <M extends Message> Verdict<M> check(
      M message, Scope scope, ClaimVerifier verifier) {
    return verdict(message, failures(message.claims(scope), verifier));
  }

  private static List<@Nullable String> failures(List<Claim> claims, ClaimVerifier verifier) {
    List<@Nullable String> failures =
        claims.isEmpty() ? List.of() : verifier.failures(List.copyOf(claims));
    if (failures.size() != claims.size()) {
      throw new IllegalStateException("a claim verifier must judge every claim once");
    }
    return failures;
  }

  private static <M extends Message> Verdict<M> verdict(
      M message, List<@Nullable String> failures) {
    StringJoiner reasons = new StringJoiner("; ");
    for (String failure : failures) {
      if (failure != null) {
        reasons.add(failure);
      }
    }
    return reasons.length() == 0
        ? new Verdict<>(new Verified<>(message), "")
        : new Verdict<>(null, reasons.toString());
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Verified<?> verified && message.equals(verified.message);
  }

  @Override
  public int hashCode() {
    return message.hashCode();
  }

  @Override
  public String toString() {
    return "Verified[" + message + "]";
  }

  /** A message and the register it is about. */
  public record Scoped<M extends Message>(M message, Scope scope) {}

  /**
   * What became of the check of one message.
   *
   * @param verified null if some claim failed
   * @param reason why, empty if none failed
   */
  public record Verdict<M extends Message>(@Nullable Verified<M> verified, String reason) {}
}
