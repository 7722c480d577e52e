package org.quorate.conformance.lab;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.quorate.api.certificate.Statement;
import org.quorate.api.machine.Access;
import org.quorate.api.machine.ClaimVerifier;
import org.quorate.api.machine.Reply;
import org.quorate.api.machine.Request;
import org.quorate.api.model.Bytes;
import org.quorate.api.model.ClientId;
import org.quorate.api.model.Epoch;
import org.quorate.api.model.Key;
import org.quorate.api.model.ReplicaId;
import org.quorate.api.model.Scope;

/** The laboratory as its replicas and clients see it. */
final class LabWorld<Q extends Request, A extends Reply> implements Surroundings<Q, A> {
  private static final Bytes CLUSTER = Bytes.utf8("laboratory-00001");

  private final LabSettings settings;
  private final Agenda agenda = new Agenda();
  private final Trace trace = new Trace();
  private final Random chance;
  private final LabNetwork<Q, A> network;
  private final ClaimVerifier verifier;
  private final Inhabitants<Q, A> inhabitants;
  private final Map<Key, List<Q>> shared = new TreeMap<>();
  private LabAccess access = LabAccess.OPEN;

  /** Those who receive letters, and those who watch. */
  interface Inhabitants<Q extends Request, A extends Reply> {
    /** Whether there is somebody to receive {@code letter}. */
    boolean canReceive(Letter<Q, A> letter);

    void receive(Letter<Q, A> letter);

    void becameDurable(ReplicaId replica, Key key);

    void attested(ReplicaId replica, Statement statement);
  }

  LabWorld(LabSettings settings, ClaimVerifier verifier, Inhabitants<Q, A> inhabitants) {
    this.settings = settings;
    this.verifier = verifier;
    this.inhabitants = inhabitants;
    this.chance = new Random(Seeds.derive(settings.seed(), 100));
    this.network =
        new LabNetwork<>(
            settings.network(), agenda, Seeds.derive(settings.seed(), 101), trace, inhabitants);
  }

  Agenda agenda() {
    return agenda;
  }

  Trace trace() {
    return trace;
  }

  LabNetwork<Q, A> network() {
    return network;
  }

  void revoke(ClientId client) {
    access = access.without(client);
    note(client.name(), "is removed");
  }

  @Override
  public Scope scope(Key key) {
    return new Scope(CLUSTER, Epoch.FIRST, key);
  }

  @Override
  public Access access() {
    return access;
  }

  @Override
  public ClaimVerifier verifier() {
    return verifier;
  }

  @Override
  public LabSettings.Durability durability() {
    return settings.durability();
  }

  @Override
  public long nowNanos() {
    return agenda.nowNanos();
  }

  @Override
  public long tick() {
    return agenda.tick();
  }

  @Override
  public long diskNanos() {
    int micros = settings.diskMicrosMax();
    return micros == 0 ? 0 : 1000L * (1 + chance.nextInt(micros));
  }

  @Override
  public List<Q> shared(Key key) {
    return shared.computeIfAbsent(key, fresh -> new ArrayList<>());
  }

  @Override
  public void after(long delayNanos, Runnable action) {
    agenda.after(delayNanos, action);
  }

  @Override
  public void send(Letter<Q, A> letter) {
    network.send(letter);
  }

  @Override
  public void note(String actor, String what) {
    trace.add(new Trace.Noted(agenda.nowNanos(), actor, what));
  }

  @Override
  public void lost(Letter<Q, A> letter, String why) {
    network.lost(letter, why);
  }

  @Override
  public void becameDurable(ReplicaId replica, Key key) {
    inhabitants.becameDurable(replica, key);
  }

  @Override
  public void attested(ReplicaId replica, Statement statement) {
    inhabitants.attested(replica, statement);
  }
}
