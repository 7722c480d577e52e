package org.quorate.conformance.protocol;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.quorate.api.adversary.ClientAdversary;
import org.quorate.api.adversary.ReplicaAdversary;
import org.quorate.api.quorum.QuorumSystem;
import org.quorate.conformance.lab.LabSettings.Durability;
import org.quorate.conformance.lab.NetworkConditions;

/**
 * What goes wrong in a run, apart from what its seed decides.
 *
 * @param name for people
 * @param liars how each of the faulty replicas lies; which replicas they are follows the seed
 * @param cheats how each of the faulty clients cheats
 * @param operationsPerClient how many reads and writes each of the correct clients carries out
 * @param pauseMillis between the operations of a client, about; small ones make them overlap
 * @param crashes how many times a replica or a client crashes and, later, restarts
 * @param cuts how many times some replicas are cut off for a while
 */
public record Scenario(
    String name,
    QuorumSystem quorums,
    List<ReplicaAdversary> liars,
    List<ClientAdversary> cheats,
    NetworkConditions network,
    int operationsPerClient,
    int pauseMillis,
    int crashes,
    int cuts,
    Durability durability) {

  private static final int OPERATIONS_PER_CLIENT = 12;

  public Scenario {
    liars = List.copyOf(liars);
    cheats = List.copyOf(cheats);
  }

  /** Nothing goes wrong, and operations hardly overlap. */
  public static Scenario quiet(QuorumSystem quorums) {
    return new Scenario(
        "nothing goes wrong",
        quorums,
        List.of(),
        List.of(),
        NetworkConditions.CALM,
        OPERATIONS_PER_CLIENT,
        200,
        0,
        0,
        Durability.PERSIST_BEFORE_SEND);
  }

  /** Messages are lost, doubled and reordered, replicas cut off, and operations overlap. */
  public static Scenario rough(QuorumSystem quorums) {
    return new Scenario(
        "rough network",
        quorums,
        List.of(),
        List.of(),
        NetworkConditions.ROUGH,
        OPERATIONS_PER_CLIENT,
        20,
        0,
        3,
        Durability.PERSIST_BEFORE_SEND);
  }

  public Scenario named(String other) {
    return new Scenario(
        other,
        quorums,
        liars,
        cheats,
        network,
        operationsPerClient,
        pauseMillis,
        crashes,
        cuts,
        durability);
  }

  /** With {@code count} replicas that lie in this way. */
  public Scenario liars(int count, ReplicaAdversary liar) {
    return new Scenario(
        name + ", " + count + " replicas " + liar.name(),
        quorums,
        Collections.nCopies(count, liar),
        cheats,
        network,
        operationsPerClient,
        pauseMillis,
        crashes,
        cuts,
        durability);
  }

  /** With one more client, that cheats in this way. */
  public Scenario cheat(ClientAdversary cheat) {
    List<ClientAdversary> more = new ArrayList<>(cheats);
    more.add(cheat);
    return new Scenario(
        name + ", a client " + cheat.name(),
        quorums,
        liars,
        more,
        network,
        operationsPerClient,
        pauseMillis,
        crashes,
        cuts,
        durability);
  }

  /** With so many reads and writes of each correct client. */
  public Scenario operationsPerClient(int count) {
    return new Scenario(
        name, quorums, liars, cheats, network, count, pauseMillis, crashes, cuts, durability);
  }

  /** With this network. */
  public Scenario network(NetworkConditions conditions) {
    return new Scenario(
        name,
        quorums,
        liars,
        cheats,
        conditions,
        operationsPerClient,
        pauseMillis,
        crashes,
        cuts,
        durability);
  }

  /** With replicas that are cut off so often. */
  public Scenario cuts(int count) {
    return new Scenario(
        name,
        quorums,
        liars,
        cheats,
        network,
        operationsPerClient,
        pauseMillis,
        crashes,
        count,
        durability);
  }

  /** With one more replica that lies, in this way. */
  public Scenario liar(ReplicaAdversary liar) {
    List<ReplicaAdversary> more = new ArrayList<>(liars);
    more.add(liar);
    return new Scenario(
        name + ", a replica " + liar.name(),
        quorums,
        more,
        cheats,
        network,
        operationsPerClient,
        pauseMillis,
        crashes,
        cuts,
        durability);
  }

  /** With crashes of replicas, any number at a time, and of clients. */
  public Scenario crashes(int count) {
    return new Scenario(
        name + ", crashes",
        quorums,
        liars,
        cheats,
        network,
        operationsPerClient,
        pauseMillis,
        count,
        cuts,
        durability);
  }

  /** With hosts that break their contract, to see that it is noticed. */
  public Scenario durability(Durability choice) {
    return new Scenario(
        name + ", " + choice,
        quorums,
        liars,
        cheats,
        network,
        operationsPerClient,
        pauseMillis,
        crashes,
        cuts,
        choice);
  }

  @Override
  public String toString() {
    return name + ", " + quorums;
  }
}
