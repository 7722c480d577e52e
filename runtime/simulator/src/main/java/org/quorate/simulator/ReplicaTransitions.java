package org.quorate.simulator;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.quorate.api.adversary.ReplicaAdversary;
import org.quorate.api.certificate.Attestation;
import org.quorate.api.certificate.Attestor;
import org.quorate.api.certificate.Statement;
import org.quorate.api.machine.Access;
import org.quorate.api.machine.Arrival;
import org.quorate.api.machine.Refusal;
import org.quorate.api.machine.ReplicaMachine;
import org.quorate.api.machine.Reply;
import org.quorate.api.machine.Request;
import org.quorate.api.machine.Step;
import org.quorate.api.machine.Verified;
import org.quorate.api.model.ClientId;
import org.quorate.api.model.Key;
import org.quorate.api.model.ReplicaId;
import org.quorate.api.model.ReplicaSet;
import org.quorate.api.register.RegisterProtocol;
import org.quorate.conformance.lab.Letter;
import org.quorate.simulator.ExplorationChecks.Attested;

/** What the replicas of a small scope do, honest or not. */
final class ReplicaTransitions<S, Q extends Request, A extends Reply> {
  private static final Access OPEN =
      new Access() {
        @Override
        public boolean isRevoked(ClientId client) {
          return false;
        }

        @Override
        public boolean mayWrite(ClientId client, Key key) {
          return true;
        }

        @Override
        public boolean mayRead(ClientId client, Key key) {
          return true;
        }
      };

  private final ExplorationSetting<Q, A> setting;
  private final List<ReplicaMachine<S, Q, A>> machines = new ArrayList<>();
  private final List<@Nullable Attestor> attestors = new ArrayList<>();
  private final Numbered<S> states = new Numbered<>();
  private final Numbered<Attested> statements = new Numbered<>();
  private final Memo<Answer> answers = new Memo<>();

  /**
   * What a replica does.
   *
   * @param letter its answer; -1 for none
   * @param statement what it attests, if its word counts; -1 for nothing
   */
  record Answer(int state, int letter, int statement) {}

  ReplicaTransitions(RegisterProtocol<S, Q, A, ?> protocol, ExplorationSetting<Q, A> setting) {
    this.setting = setting;
    ReplicaSet.firstOf(setting.scope().quorums().replicas())
        .forEach(id -> addReplica(id, protocol.replica(id, setting.scope().quorums())));
  }

  private void addReplica(ReplicaId id, ReplicaMachine<S, Q, A> honest) {
    Attestor attestor = setting.certifier() == null ? null : setting.cryptography().attestor(id);
    ReplicaAdversary liar = setting.scope().liars().get(id);
    machines.add(liar == null ? honest : liar.corrupt(honest, id.number()));
    attestors.add(
        liar == null || attestor == null ? attestor : liar.corrupt(attestor, id.number()));
  }

  /** The states in which they begin, in their order. */
  int[] start() {
    Key key = ExplorationSetting.REGISTER.key();
    return machines.stream().mapToInt(machine -> states.of(machine.initial(key))).toArray();
  }

  S state(int number) {
    return states.get(number);
  }

  Attested statement(int number) {
    return statements.get(number);
  }

  /**
   * What the replica does that {@code letter} is for.
   *
   * @param number the letter's
   */
  Answer answer(int state, int number, Letter.Asked<Q, A> letter) {
    return answers.of(state, number, () -> answer(states.get(state), letter));
  }

  private Answer answer(S state, Letter.Asked<Q, A> letter) {
    ReplicaId self = letter.replica();
    int at = self.number() - 1;
    Verified.Verdict<Q> verdict =
        Verified.check(letter.request(), ExplorationSetting.REGISTER, setting.verifier());
    if (verdict.verified() == null) {
      return refusal(state, letter, new Refusal("invalid", verdict.reason()));
    }
    Step<S, A> step =
        machines
            .get(at)
            .step(
                state,
                new Arrival<>(
                    ExplorationSetting.REGISTER, letter.client(), verdict.verified(), OPEN));
    if (step.refusal() != null) {
      return refusal(state, letter, step.refusal());
    }
    Statement statement = step.attest();
    Attestor attestor = attestors.get(at);
    Attestation attestation =
        statement == null || attestor == null
            ? null
            : attestor.attestAll(List.of(statement)).get(0);
    A reply = Objects.requireNonNull(step.reply());
    boolean counts = statement != null && !setting.scope().liars().containsKey(self);
    return new Answer(
        states.of(step.next()),
        number(new Letter.Answered<>(letter.client(), self, reply, attestation)),
        counts ? statements.of(new Attested(self, Objects.requireNonNull(statement))) : -1);
  }

  private Answer refusal(S state, Letter.Asked<Q, A> letter, Refusal refusal) {
    return new Answer(
        states.of(state),
        number(
            new Letter.Refused<>(
                letter.client(), letter.replica(), letter.request().nonce(), refusal)),
        -1);
  }

  private int number(Letter<Q, A> letter) {
    ReplicaAdversary liar = setting.scope().liars().get(letter.replica());
    return liar != null && liar.isSilent() ? -1 : setting.letters().of(letter);
  }
}
