package org.quorate.api.machine;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.quorate.api.model.Bytes;
import org.quorate.api.model.Value;
import org.quorate.api.model.Version;
import org.quorate.api.quorum.Misbehaviour;

/**
 * What a client does on an input. The environment carries it out in this order: makes {@code
 * journal} durable, sends {@code asks}, signs.
 *
 * @param next the operation from now on
 * @param asks empty to go on waiting; else what is asked from now on, in place of everything asked
 *     before, and counted as one round trip. The environment re-sends each request, after growing
 *     delays and on reconnection, to the replicas that have neither answered nor refused it
 * @param journal what the client must remember across a crash about this register from now on, in
 *     place of what it remembered before; null for no change
 * @param sign a payload to be signed with the client's key; the signature comes back as {@link
 *     Input.Signed} before any other input. Null for nothing
 * @param timerMillis sets the operation's one timer anew; null for no change
 * @param noticed misbehaviour that this input showed
 */
public record ClientStep<Q extends Request, A extends Reply, J>(
    ClientOperation<Q, A, J> next,
    List<Ask<Q>> asks,
    @Nullable J journal,
    @Nullable Bytes sign,
    @Nullable Integer timerMillis,
    List<Misbehaviour> noticed,
    Outcome outcome) {

  public ClientStep {
    asks = List.copyOf(asks);
    noticed = List.copyOf(noticed);
  }

  /** Goes on as {@code next}, and nothing else; the other methods add to that. */
  public static <Q extends Request, A extends Reply, J> ClientStep<Q, A, J> to(
      ClientOperation<Q, A, J> next) {
    return new ClientStep<>(next, List.of(), null, null, null, List.of(), Outcome.pending());
  }

  public ClientStep<Q, A, J> asking(Ask<Q> ask) {
    List<Ask<Q>> all = new ArrayList<>(asks);
    all.add(ask);
    return new ClientStep<>(next, all, journal, sign, timerMillis, noticed, outcome);
  }

  public ClientStep<Q, A, J> journalling(J entry) {
    return new ClientStep<>(next, asks, entry, sign, timerMillis, noticed, outcome);
  }

  public ClientStep<Q, A, J> signing(Bytes payload) {
    return new ClientStep<>(next, asks, journal, payload, timerMillis, noticed, outcome);
  }

  public ClientStep<Q, A, J> settingTimer(int millis) {
    return new ClientStep<>(next, asks, journal, sign, millis, noticed, outcome);
  }

  public ClientStep<Q, A, J> noticing(List<Misbehaviour> more) {
    List<Misbehaviour> all = new ArrayList<>(noticed);
    all.addAll(more);
    return new ClientStep<>(next, asks, journal, sign, timerMillis, all, outcome);
  }

  public ClientStep<Q, A, J> returning(Version version, Value value) {
    return ended(new Outcome.Returned(version, value));
  }

  public ClientStep<Q, A, J> failing(String reason) {
    return ended(new Outcome.Failed(reason));
  }

  private ClientStep<Q, A, J> ended(Outcome end) {
    return new ClientStep<>(next, asks, journal, sign, timerMillis, noticed, end);
  }
}
