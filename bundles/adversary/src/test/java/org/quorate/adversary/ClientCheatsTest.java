package org.quorate.adversary;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.quorate.api.adversary.ClientAdversary;
import org.quorate.api.machine.Outcome;
import org.quorate.api.model.Bytes;
import org.quorate.api.model.Key;
import org.quorate.api.model.ReplicaSet;
import org.quorate.api.model.Value;
import org.quorate.api.quorum.QuorumKind;
import org.quorate.conformance.adversary.Toy;
import org.quorate.conformance.adversary.Toy.Answer;
import org.quorate.conformance.adversary.Toy.Note;
import org.quorate.conformance.adversary.Toy.Put;
import org.quorate.conformance.adversary.Toy.Question;
import org.quorate.conformance.adversary.Toy.Reserve;
import org.quorate.conformance.adversary.Toy.State;
import org.quorate.conformance.lab.Lab;
import org.quorate.conformance.lab.LabOperation;
import org.quorate.conformance.lab.LabSettings;
import org.quorate.conformance.lab.Letter;
import org.quorate.conformance.lab.NetworkConditions;
import org.quorate.conformance.lab.Trace;

/** Each cheat against four replicas of the toy protocol. */
class ClientCheatsTest {
  private static final Key KEY = new Key("k");
  private static final ReplicaSet ALL = ReplicaSet.firstOf(4);
  private static final Value ONE = Value.of(Bytes.utf8("one"));
  private static final Value TWO = Value.of(Bytes.utf8("two"));

  private Lab<State, Question, Answer, Note> lab = lab(1);

  private static Lab<State, Question, Answer, Note> lab(long seed) {
    return Lab.of(new Toy(), LabSettings.of(4, 1, QuorumKind.DISSEMINATION, seed));
  }

  private LabOperation attack(ClientAdversary adversary) {
    return attack("mallory", adversary);
  }

  private LabOperation attack(String client, ClientAdversary adversary) {
    LabOperation attack = lab.client(client).attack(KEY, adversary, List.of(ONE, TWO), ALL);
    assertThat(lab.runUntil(attack::isDone)).as("%s ends", adversary.name()).isTrue();
    return attack;
  }

  private long holders(Value value) {
    return lab.replicas().stream().filter(r -> r.state(KEY).value().equals(value)).count();
  }

  private long reservations(Value value) {
    return lab.replicas().stream()
        .filter(
            r -> {
              var reserved = r.state(KEY).reserved();
              return reserved != null && reserved.hash().equals(value.hash());
            })
        .count();
  }

  private <T extends Question> List<T> delivered(Class<T> type) {
    return lab.trace().events().stream()
        .filter(Trace.Delivered.class::isInstance)
        .map(event -> ((Trace.Delivered) event).letter())
        .filter(Letter::isRequest)
        .map(letter -> ((Letter.Asked<?, ?>) letter).request())
        .filter(type::isInstance)
        .map(type::cast)
        .toList();
  }

  @Test
  void prepareOnlyReservesAndNeverPuts() {
    attack(new PrepareOnly());
    assertThat(reservations(ONE)).isGreaterThanOrEqualTo(3);
    assertThat(delivered(Put.class)).isEmpty();
  }

  @Test
  void partialWritePutsAtOneReplica() {
    Set<Long> reached = new HashSet<>();
    for (long seed = 0; seed < 20; seed++) {
      lab = lab(seed);
      LabOperation attack = attack(new PartialWrite());
      assertThat(attack.outcome().toString()).contains("only");
      assertThat(holders(ONE)).isEqualTo(1);
      lab.replicas().stream()
          .filter(r -> r.state(KEY).value().equals(ONE))
          .forEach(r -> reached.add((long) r.id().number()));
    }
    assertThat(reached).hasSizeGreaterThan(1);
  }

  @Test
  void partialWriteEndsThoughItsReplicaIsSilent() {
    lab =
        Lab.of(
            new Toy(),
            LabSettings.of(4, 1, QuorumKind.DISSEMINATION, 1)
                .liar(1, new Silent())
                .liar(2, new Silent()));
    assertThat(attack(new PartialWrite()).outcome()).isInstanceOf(Outcome.Failed.class);
  }

  @Test
  void equivocateAsksHalfForOneValueAndHalfForTheOther() {
    LabOperation attack = attack(new Equivocate());
    assertThat(attack.outcome()).isInstanceOf(Outcome.Failed.class);
    assertThat(reservations(ONE)).isEqualTo(2);
    assertThat(reservations(TWO)).isEqualTo(2);
    assertThat(delivered(Reserve.class)).as("each asked for both").hasSizeGreaterThanOrEqualTo(8);
  }

  @Test
  void equivocateGetsOneValueThroughWithAnAccomplice() {
    lab =
        Lab.of(
            new Toy(), LabSettings.of(4, 1, QuorumKind.DISSEMINATION, 1).liar(1, new Permissive()));
    assertThat(attack(new Equivocate()).hasReturned()).isTrue();
    assertThat(Math.min(holders(ONE), holders(TWO))).isZero();
  }

  @Test
  void equivocateGetsBothThroughWithTwoAccomplices() {
    lab =
        Lab.of(
            new Toy(),
            LabSettings.of(4, 1, QuorumKind.DISSEMINATION, 1)
                .liar(1, new Permissive())
                .liar(2, new Permissive()));
    assertThat(attack(new Equivocate()).hasReturned()).isTrue();
    assertThat(holders(ONE)).isPositive();
    assertThat(holders(TWO)).isPositive();
  }

  @Test
  void doublePrepareIsRefusedTheSecond() {
    LabOperation attack = attack(new DoublePrepare());
    assertThat(attack.outcome()).isEqualTo(new Outcome.Failed("prepared one value"));
    assertThat(reservations(TWO)).isZero();
    assertThat(delivered(Put.class)).isEmpty();
  }

  @Test
  void replayCompletesAndSaysEverythingTwiceAtLeast() {
    assertThat(attack(new Replay()).hasReturned()).isTrue();
    assertThat(holders(ONE)).isGreaterThanOrEqualTo(3);
    assertThat(delivered(Reserve.class)).hasSizeGreaterThanOrEqualTo(8);
    assertThat(delivered(Put.class)).hasSizeGreaterThanOrEqualTo(7);
  }

  @Test
  void mangleCompletesAmidRequestsThatAreALittleWrong() {
    assertThat(attack(new Mangle()).hasReturned()).isTrue();
    assertThat(new HashSet<>(delivered(Reserve.class))).hasSizeGreaterThan(1);
    assertThat(new HashSet<>(delivered(Put.class))).hasSizeGreaterThan(1);
  }

  @Test
  void cheatsEndOnARoughNetwork() {
    for (long seed = 0; seed < 30; seed++) {
      for (ClientAdversary cheat : AdversaryActivator.CLIENTS) {
        lab =
            Lab.of(
                new Toy(),
                LabSettings.of(4, 1, QuorumKind.DISSEMINATION, seed)
                    .network(NetworkConditions.ROUGH));
        attack(cheat);
      }
    }
  }

  @Test
  void lurking_leavesItsLastPhaseToColludersWhoCarryItOutWhenItIsGone() {
    attack("mallory", new Lurking());
    assertThat(holders(ONE)).isZero();
    assertThat(reservations(ONE)).isEqualTo(4);

    lab.revoke("mallory");
    for (int attempt = 0; attempt < 20 && holders(ONE) == 0; attempt++) {
      attack("mike", new Lurking());
    }
    assertThat(holders(ONE)).isEqualTo(4);
  }
}
