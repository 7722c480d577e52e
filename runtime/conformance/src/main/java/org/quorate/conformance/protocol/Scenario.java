package org.quorate.conformance.protocol;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.quorate.api.adversary.ClientAdversary;
import org.quorate.api.adversary.ReplicaAdversary;
import org.quorate.api.quorum.QuorumSystem;
import org.quorate.conformance.lab.Cryptography;
import org.quorate.conformance.lab.Lab.Leaving;
import org.quorate.conformance.lab.LabSettings.Durability;
import org.quorate.conformance.lab.NetworkConditions;

/**
 * What goes wrong in a run, apart from what its seed decides.
 *
 * @param name for people
 * @param liars how each of the faulty replicas lies; which replicas they are follows the seed
 * @param travel whether the liars move between replicas
 * @param cheats how each of the faulty clients cheats
 * @param cryptography where its keys, signatures and certificates come from
 */
public record Scenario(
    String name,
    QuorumSystem quorums,
    List<ReplicaAdversary> liars,
    Travel travel,
    List<ClientAdversary> cheats,
    Pace pace,
    Faults faults,
    Cryptography.Source cryptography) {

  /**
   * How the liars move, all at once: each of them takes one replica after another, in an order that
   * follows the seed, and stays in the last.
   *
   * @param windows in how many places each of them is in the rough part of the run; 0 if all lie
   *     where they are from the beginning
   * @param reach how many replicas they take in all, again and again if need be
   * @param leaving how they leave a replica
   */
  public record Travel(int windows, int reach, Leaving leaving) {
    public static final Travel NONE = new Travel(0, 0, Leaving.AS_IT_IS);
  }

  /**
   * What correct clients do.
   *
   * @param operationsPerClient how many reads and writes each of them carries out
   * @param pauseMillis between the operations of a client, about; small ones make them overlap
   */
  public record Pace(int operationsPerClient, int pauseMillis) {}

  /**
   * What goes wrong without anybody's ill will.
   *
   * @param crashes how many times a replica or a client crashes and, later, restarts
   * @param cuts how many times some replicas are cut off for a while
   * @param diskMicrosMax how long it takes at most until a step is durable
   */
  public record Faults(
      NetworkConditions network, int crashes, int cuts, int diskMicrosMax, Durability durability) {}

  private static final int OPERATIONS_PER_CLIENT = 12;
  private static final int DISK_MICROS_MAX = 2000;

  public Scenario {
    liars = List.copyOf(liars);
    cheats = List.copyOf(cheats);
  }

  /** Nothing goes wrong, and operations hardly overlap. */
  public static Scenario quiet(QuorumSystem quorums) {
    return honest("nothing goes wrong", quorums, NetworkConditions.CALM, 200, 0);
  }

  /** Messages are lost, doubled and reordered, replicas cut off, and operations overlap. */
  public static Scenario rough(QuorumSystem quorums) {
    return honest("rough network", quorums, NetworkConditions.ROUGH, 20, 3);
  }

  private static Scenario honest(
      String name, QuorumSystem quorums, NetworkConditions network, int pauseMillis, int cuts) {
    return new Scenario(
        name,
        quorums,
        List.of(),
        Travel.NONE,
        List.of(),
        new Pace(OPERATIONS_PER_CLIENT, pauseMillis),
        new Faults(network, 0, cuts, 0, Durability.PERSIST_BEFORE_SEND),
        Cryptography.symbolic());
  }

  public Scenario named(String other) {
    return new Scenario(other, quorums, liars, travel, cheats, pace, faults, cryptography);
  }

  private Scenario with(String what) {
    return named(name + ", " + what);
  }

  /** With {@code count} replicas that lie in this way. */
  public Scenario liars(int count, ReplicaAdversary liar) {
    return liars(Collections.nCopies(count, liar)).with(count + " replicas " + liar.name());
  }

  /** With one more replica that lies, in this way. */
  public Scenario liar(ReplicaAdversary liar) {
    List<ReplicaAdversary> more = new ArrayList<>(liars);
    more.add(liar);
    return liars(more).with("a replica " + liar.name());
  }

  private Scenario liars(List<ReplicaAdversary> others) {
    return new Scenario(name, quorums, others, travel, cheats, pace, faults, cryptography);
  }

  /** With liars that move. */
  public Scenario travel(Travel other) {
    return new Scenario(name, quorums, liars, other, cheats, pace, faults, cryptography)
        .with(other.windows() + " windows");
  }

  /** With one more client, that cheats in this way. */
  public Scenario cheat(ClientAdversary cheat) {
    List<ClientAdversary> more = new ArrayList<>(cheats);
    more.add(cheat);
    return new Scenario(name, quorums, liars, travel, more, pace, faults, cryptography)
        .with("a client " + cheat.name());
  }

  /** With so many reads and writes of each correct client. */
  public Scenario operationsPerClient(int count) {
    Pace other = new Pace(count, pace.pauseMillis());
    return new Scenario(name, quorums, liars, travel, cheats, other, faults, cryptography);
  }

  /** With signatures and certificates of this kind. */
  public Scenario cryptography(Cryptography.Source source) {
    return new Scenario(name, quorums, liars, travel, cheats, pace, faults, source);
  }

  /** With this network. */
  public Scenario network(NetworkConditions conditions) {
    return faults(
        new Faults(
            conditions, faults.crashes, faults.cuts, faults.diskMicrosMax, faults.durability));
  }

  /** With replicas that are cut off so often. */
  public Scenario cuts(int count) {
    return faults(
        new Faults(faults.network, faults.crashes, count, faults.diskMicrosMax, faults.durability));
  }

  /** With crashes of replicas, any number at a time, and of clients. */
  public Scenario crashes(int count) {
    int diskMicrosMax =
        count == 0 ? faults.diskMicrosMax : Math.max(faults.diskMicrosMax, DISK_MICROS_MAX);
    return faults(new Faults(faults.network, count, faults.cuts, diskMicrosMax, faults.durability))
        .with("crashes");
  }

  /** With disks that take up to so long. */
  public Scenario diskMicrosMax(int micros) {
    return faults(
        new Faults(faults.network, faults.crashes, faults.cuts, micros, faults.durability));
  }

  /** With hosts that break their contract, to see that it is noticed. */
  public Scenario durability(Durability choice) {
    return faults(
            new Faults(faults.network, faults.crashes, faults.cuts, faults.diskMicrosMax, choice))
        .with("" + choice);
  }

  private Scenario faults(Faults others) {
    return new Scenario(name, quorums, liars, travel, cheats, pace, others, cryptography);
  }

  @Override
  public String toString() {
    return name + ", " + quorums;
  }
}
