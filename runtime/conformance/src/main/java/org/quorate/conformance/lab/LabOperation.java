package org.quorate.conformance.lab;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.quorate.api.machine.Outcome;
import org.quorate.api.model.Key;
import org.quorate.api.model.Value;
import org.quorate.api.model.Version;
import org.quorate.api.quorum.Misbehaviour;
import org.quorate.conformance.history.Operation;

/** One operation of a client of the laboratory, as it stands. */
public final class LabOperation {
  /** What an operation does. */
  public enum Kind {
    READ,
    WRITE,
    /** Something that breaks the rules; it has no place in a history. */
    ATTACK
  }

  /** How an operation stands. */
  public enum Status {
    /** Its client has not come to it. */
    QUEUED,
    RUNNING,
    /** Its client crashed; a write may yet be completed by the client's restart. */
    INTERRUPTED,
    RETURNED,
    FAILED
  }

  private final String client;
  private final Kind kind;
  private final Key key;
  private final @Nullable Value written;
  private final List<Misbehaviour> noticed = new ArrayList<>();
  private Status status = Status.QUEUED;
  private Outcome outcome = Outcome.pending();
  private int roundTrips;
  private long callNanos = -1;
  private long returnNanos = -1;

  LabOperation(String client, Kind kind, Key key, @Nullable Value written) {
    this.client = client;
    this.kind = kind;
    this.key = key;
    this.written = written;
  }

  public String client() {
    return client;
  }

  public Kind kind() {
    return kind;
  }

  public Key key() {
    return key;
  }

  /** What it writes; null unless it is a write. */
  public @Nullable Value written() {
    return written;
  }

  public Status status() {
    return status;
  }

  public Outcome outcome() {
    return outcome;
  }

  /** Whether nothing more will come of it, as far as its client can tell. */
  public boolean isDone() {
    return status == Status.RETURNED || status == Status.FAILED;
  }

  public boolean hasReturned() {
    return status == Status.RETURNED;
  }

  /**
   * The value that it returned.
   *
   * @throws IllegalStateException if it has not returned
   */
  public Value value() {
    return returned().value();
  }

  /**
   * The version that it returned.
   *
   * @throws IllegalStateException if it has not returned
   */
  public Version version() {
    return returned().version();
  }

  private Outcome.Returned returned() {
    if (outcome instanceof Outcome.Returned returned) {
      return returned;
    }
    throw new IllegalStateException(this + " has not returned");
  }

  /** How often it asked anew; re-sent requests do not count. */
  public int roundTrips() {
    return roundTrips;
  }

  /** The misbehaviour that it noticed. */
  public List<Misbehaviour> noticed() {
    return Collections.unmodifiableList(noticed);
  }

  /** When it was called, in virtual nanoseconds; negative if it was not yet. */
  public long callNanos() {
    return callNanos;
  }

  /** When it returned, in virtual nanoseconds; negative if it has not. */
  public long returnNanos() {
    return returnNanos;
  }

  void called(long nanos) {
    status = Status.RUNNING;
    callNanos = nanos;
  }

  void asked() {
    roundTrips++;
  }

  void notice(List<Misbehaviour> more) {
    noticed.addAll(more);
  }

  void interrupted() {
    status = Status.INTERRUPTED;
  }

  void ended(Outcome end, long nanos) {
    outcome = end;
    status = end instanceof Outcome.Returned ? Status.RETURNED : Status.FAILED;
    returnNanos = nanos;
  }

  /** Itself as it belongs into a history; nothing if it does not. */
  Stream<Operation> seen() {
    if (kind == Kind.ATTACK || callNanos < 0) {
      return Stream.empty();
    }
    Value value = written;
    String ts = null;
    if (outcome instanceof Outcome.Returned returned) {
      value = returned.value();
      ts = returned.version().ts().toString();
    }
    return Stream.of(
        new Operation(
            client,
            key.name(),
            kind == Kind.READ ? Operation.Kind.READ : Operation.Kind.WRITE,
            value == null ? null : Values.text(value),
            callNanos,
            isDone() ? (Long) returnNanos : null,
            status != Status.FAILED,
            ts,
            0));
  }

  @Override
  public String toString() {
    return client
        + " "
        + kind
        + " "
        + key
        + (written == null ? "" : " " + Values.text(written))
        + " "
        + status
        + (outcome instanceof Outcome.Returned returned
            ? " " + Values.text(returned.value()) + " at " + returned.version().ts()
            : "")
        + (outcome instanceof Outcome.Failed failed ? " " + failed.reason() : "");
  }
}
