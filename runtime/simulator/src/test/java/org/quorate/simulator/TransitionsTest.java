package org.quorate.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.quorate.api.certificate.Statement;
import org.quorate.api.model.ReplicaId;
import org.quorate.api.model.ReplicaSet;
import org.quorate.api.quorum.ExplicitQuorums;
import org.quorate.api.quorum.QuorumConstruction.Specification;
import org.quorate.api.quorum.QuorumKind;
import org.quorate.api.quorum.QuorumSystem;
import org.quorate.conformance.adversary.Toy;
import org.quorate.simulator.SmallScope.Action;

/** One way through a small scope, which the test chooses, with a protocol that is not atomic. */
class TransitionsTest {
  private static final QuorumSystem MAJORITIES =
      ExplicitQuorums.of(
          "majorities",
          new Specification(3, 0, QuorumKind.DISSEMINATION, Map.of()),
          List.of(ReplicaSet.of(1, 2), ReplicaSet.of(1, 3), ReplicaSet.of(2, 3)));

  private final Transitions<Toy.State, Toy.Question, Toy.Answer, Toy.Note> transitions =
      new Transitions<>(
          new Toy(),
          new SmallScope(
              new Toy(),
              MAJORITIES,
              Map.of(
                  "alice", List.of(Action.write("a")), "carol", List.of(Action.READ, Action.READ)),
              Map.of()));

  private World world = transitions.start();
  private String problem = "";

  private List<String> events() {
    return transitions.events(world).stream().map(transitions::text).toList();
  }

  /** Takes the events that read so, one after the other. */
  private void take(String... prefixes) {
    for (String prefix : prefixes) {
      Event event =
          transitions.events(world).stream()
              .filter(one -> transitions.text(one).startsWith(prefix))
              .findFirst()
              .orElseThrow(() -> new AssertionError(prefix + " is not among " + events()));
      Transitions.Result result = transitions.take(world, event);
      world = result.world();
      problem = result.problem();
    }
  }

  @Test
  void clientsBeginTheirScriptsOneActionAtATime() {
    assertThat(events()).containsExactly("alice begins", "carol begins");
    take("carol begins");
    assertThat(events())
        .hasSize(4)
        .contains("alice begins")
        .filteredOn(event -> event.startsWith("carol -> r"))
        .hasSize(3);
    take("carol -> r1", "carol -> r2", "r1 -> carol", "r2 -> carol");
    assertThat(events()).contains("carol begins");
  }

  @Test
  void anAnswerToAnEarlierQuestionIsNotDelivered() {
    take("alice begins", "alice -> r1: Reserve", "alice -> r2: Reserve", "alice -> r3: Reserve");
    assertThat(answers()).hasSize(3);
    take("r1 -> alice", "r2 -> alice");
    assertThat(answers()).as("alice has gone on to put").isEmpty();
    assertThat(events()).filteredOn(event -> event.contains(": Put")).hasSize(3);
  }

  @Test
  void anAnswerToAnEarlierQuestionIsNotEvenSent() {
    take("alice begins", "alice -> r1: Reserve", "alice -> r2: Reserve");
    take("r1 -> alice", "r2 -> alice", "alice -> r3: Reserve");
    assertThat(answers()).isEmpty();
  }

  private List<String> answers() {
    return events().stream().filter(event -> event.contains(" -> alice: ")).toList();
  }

  @Test
  void whatReplicasAttestStays() {
    take("alice begins", "alice -> r2: Reserve");
    assertThat(transitions.attested(world.attested))
        .extracting(one -> one.replica(), one -> one.statement().kind())
        .containsExactly(tuple(new ReplicaId(2), Statement.Kind.PREPARED));
  }

  @Test
  void newThenOldIsNotAtomic() {
    take("alice begins", "alice -> r1: Reserve", "alice -> r2: Reserve");
    take("r1 -> alice", "r2 -> alice", "alice -> r1: Put");
    take("carol begins", "carol -> r1", "carol -> r2", "r1 -> carol", "r2 -> carol");
    assertThat(problem).isEmpty();

    // To r3 there are two questions on their way, that of the first read, too.
    take("carol begins", "carol -> r2", "carol -> r3", "carol -> r3", "r2 -> carol");
    assertThat(problem).isEmpty();
    take("r3 -> carol");
    assertThat(problem).startsWith("not atomic: carol returned 0:none").contains("1:alice");
  }
}
