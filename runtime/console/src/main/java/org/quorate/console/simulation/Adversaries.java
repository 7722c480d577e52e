package org.quorate.console.simulation;

import java.util.ArrayList;
import java.util.List;
import org.quorate.api.adversary.ClientAdversary;
import org.quorate.api.adversary.ReplicaAdversary;
import org.quorate.api.register.Guarantee.FaultModel;
import org.quorate.host.parts.Parts;

/**
 * Ways to lie and to cheat.
 *
 * @param lies of replicas
 * @param cheats of clients
 */
public record Adversaries(List<ReplicaAdversary> lies, List<ClientAdversary> cheats) {
  private static final String NONE = "none";

  public Adversaries {
    lies = List.copyOf(lies);
    cheats = List.copyOf(cheats);
  }

  /** All that are installed; to be used while {@code parts} is open. */
  public static Adversaries installed(Parts parts) {
    return new Adversaries(
        parts.names(ReplicaAdversary.class).stream()
            .map(name -> parts.lease(ReplicaAdversary.class, name).call(liar -> liar))
            .toList(),
        parts.names(ClientAdversary.class).stream()
            .map(name -> parts.lease(ClientAdversary.class, name).call(cheat -> cheat))
            .toList());
  }

  /** Those that a protocol of this fault model claims to withstand. */
  public Adversaries within(FaultModel model) {
    return new Adversaries(
        model == FaultModel.CRASH ? List.of() : lies,
        model == FaultModel.BYZANTINE_CLIENTS ? cheats : List.of());
  }

  /**
   * Those of these names; {@code none} names none.
   *
   * @throws IllegalArgumentException if there is no adversary of one of the names
   */
  public Adversaries named(List<String> names) {
    if (names.equals(List.of(NONE))) {
      return new Adversaries(List.of(), List.of());
    }
    List<ReplicaAdversary> lying = new ArrayList<>();
    List<ClientAdversary> cheating = new ArrayList<>();
    for (String name : names) {
      lies.stream().filter(liar -> liar.name().equals(name)).forEach(lying::add);
      cheats.stream().filter(cheat -> cheat.name().equals(name)).forEach(cheating::add);
      if (!names().contains(name)) {
        throw new IllegalArgumentException(
            "there is no adversary '"
                + name
                + "'; replicas lie by "
                + String.join(", ", lies.stream().map(ReplicaAdversary::name).toList())
                + "; clients cheat by "
                + String.join(", ", cheats.stream().map(ClientAdversary::name).toList()));
      }
    }
    return new Adversaries(lying, cheating);
  }

  /** Of both kinds. */
  public List<String> names() {
    List<String> names = new ArrayList<>(lies.stream().map(ReplicaAdversary::name).toList());
    cheats.stream().map(ClientAdversary::name).forEach(names::add);
    return names;
  }
}
