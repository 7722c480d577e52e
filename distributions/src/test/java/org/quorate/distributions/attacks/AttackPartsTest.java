package org.quorate.distributions.attacks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.quorate.api.adversary.ClientAdversary;
import org.quorate.api.adversary.ReplicaAdversary;
import org.quorate.console.attacks.Matrix;
import org.quorate.console.attacks.Row;
import org.quorate.distributions.Distribution;
import org.quorate.host.parts.Parts;

/** The installed liars and cheats say which rows of the matrix they play; the matrix agrees. */
class AttackPartsTest {
  private static final Pattern ROW = Pattern.compile("[A-Z]\\d+");

  @Test
  void rowsAndPartsNameEachOther() throws IOException {
    Map<String, Set<String>> said = new TreeMap<>();
    try (Parts parts = Parts.start(Distribution.bundles())) {
      for (String name : parts.names(ReplicaAdversary.class)) {
        said.put(
            name, rows(parts.lease(ReplicaAdversary.class, name).call(liar -> liar.description())));
      }
      for (String name : parts.names(ClientAdversary.class)) {
        said.put(
            name,
            rows(parts.lease(ClientAdversary.class, name).call(cheat -> cheat.description())));
      }
    }
    Map<String, Set<String>> listed = new TreeMap<>();
    for (Row row : Matrix.shipped().rows()) {
      for (String part : row.parts()) {
        listed.computeIfAbsent(part, name -> new TreeSet<>()).add(row.id());
      }
    }

    assertThat(said).isEqualTo(listed).isNotEmpty();
  }

  /** They stand before the first colon. */
  private static Set<String> rows(String description) {
    return ROW.matcher(description.substring(0, description.indexOf(':')))
        .results()
        .map(MatchResult::group)
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
