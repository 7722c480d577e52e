package org.quorate.console.commands;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.quorate.api.adversary.ClientAdversary;
import org.quorate.api.adversary.ReplicaAdversary;
import org.quorate.host.parts.BundleFiles;
import org.quorate.host.parts.Parts;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code quorate attacks}. */
@Command(
    name = "attacks",
    description = "List the attacks that are installed, with what each must lead to.",
    mixinStandardHelpOptions = true)
public final class AttacksCommand implements Callable<Integer> {
  @Mixin private Output output;

  /** All attacks. */
  record Report(List<Attack> attacks) {}

  /**
   * An attack.
   *
   * @param by who carries it out, replica or client
   */
  record Attack(String name, String by, String description) {}

  @Override
  public Integer call() throws IOException {
    try (Parts parts = Parts.start(BundleFiles.find())) {
      List<Attack> attacks = new ArrayList<>();
      for (String name : parts.names(ReplicaAdversary.class)) {
        attacks.add(
            parts
                .lease(ReplicaAdversary.class, name)
                .call(liar -> new Attack(liar.name(), "replica", liar.description())));
      }
      for (String name : parts.names(ClientAdversary.class)) {
        attacks.add(
            parts
                .lease(ClientAdversary.class, name)
                .call(cheat -> new Attack(cheat.name(), "client", cheat.description())));
      }
      output.print(
          Report.class,
          new Report(attacks),
          out ->
              attacks.forEach(
                  attack ->
                      out.printf(
                          "%-8s %-18s %s%n", attack.by(), attack.name(), attack.description())));
    }
    return 0;
  }
}
