package org.quorate.simulator;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.quorate.api.machine.Ask;
import org.quorate.api.machine.ClientOperation;
import org.quorate.api.machine.ClientStep;
import org.quorate.api.machine.Input;
import org.quorate.api.machine.Nonce;
import org.quorate.api.machine.Outcome;
import org.quorate.api.machine.Reply;
import org.quorate.api.machine.Request;
import org.quorate.api.machine.Verified;
import org.quorate.api.model.Bytes;
import org.quorate.api.model.ClientId;
import org.quorate.api.model.ReplicaId;
import org.quorate.api.model.ReplicaSet;
import org.quorate.api.model.Timestamp;
import org.quorate.api.register.RegisterProtocol;
import org.quorate.api.register.RegisterProtocol.ClientSetting;
import org.quorate.conformance.lab.Letter;
import org.quorate.simulator.SmallScope.Action;

/** What the clients of a small scope do, honest or not, and whether what they return is atomic. */
final class ClientTransitions<Q extends Request, A extends Reply, J> {
  private final RegisterProtocol<?, Q, A, J> protocol;
  private final ExplorationSetting<Q, A> setting;
  private final Numbered<Doing<Q, A, J>> doings = new Numbered<>();
  private final Numbered<Timestamp> versions = new Numbered<>();
  private final Memo<Progress> progresses = new Memo<>();

  /**
   * What a client does.
   *
   * @param doing from now on
   * @param returned the version that its operation returned; -1 for none
   * @param problem what is wrong with that; empty for nothing
   */
  record Progress(int doing, List<Integer> sent, int returned, String problem) {}

  ClientTransitions(RegisterProtocol<?, Q, A, J> protocol, ExplorationSetting<Q, A> setting) {
    this.protocol = protocol;
    this.setting = setting;
  }

  /** What they do before anything has begun, in their order. */
  int[] start() {
    int[] clients = new int[setting.clients().size()];
    Arrays.fill(clients, doings.of(Doing.nothing()));
    return clients;
  }

  /** The version that counts as returned before any operation has. */
  int genesis() {
    return versions.of(Timestamp.GENESIS);
  }

  boolean isAfter(int version, int other) {
    return versions.get(version).isAfter(versions.get(other));
  }

  Doing<Q, A, J> doing(int number) {
    return doings.get(number);
  }

  boolean mayBegin(int client, int doing) {
    Doing<Q, A, J> idle = doings.get(doing);
    return idle.operation() == null && idle.action() < script(client).size();
  }

  private List<Action> script(int client) {
    return Objects.requireNonNull(setting.scope().scripts().get(setting.clients().get(client)));
  }

  /**
   * The client begins the next action of its script.
   *
   * @param floor the newest version that has been returned
   */
  Progress begin(int client, int doing, int floor) {
    Doing<Q, A, J> idle = doings.get(doing);
    Nonce nonce =
        Nonce.first(
            Bytes.utf8(String.format("%8s%8d", setting.clients().get(client), idle.action())));
    return feed(
        client,
        new Doing<>(
            idle.action(),
            operation(client, idle, nonce),
            nonce,
            false,
            versions.get(floor),
            idle.journal()),
        new Input.Started<>());
  }

  private ClientOperation<Q, A, J> operation(int client, Doing<Q, A, J> idle, Nonce nonce) {
    ClientSetting<J> given =
        new ClientSetting<>(
            ExplorationSetting.REGISTER,
            id(client),
            publicKey(client),
            setting.scope().quorums(),
            setting.certifier(),
            idle.journal());
    Action action = script(client).get(idle.action());
    if (action.cheat() != null) {
      return action
          .cheat()
          .attack(
              new LonelyWrites<>(protocol, given, nonce),
              ReplicaSet.firstOf(setting.scope().quorums().replicas()),
              1);
    }
    return action.written() == null
        ? protocol.read(given, nonce)
        : protocol.write(given, nonce, action.written());
  }

  private ClientId id(int client) {
    return ClientId.of(setting.clients().get(client), publicKey(client));
  }

  private Bytes publicKey(int client) {
    return setting.cryptography().keysOf(setting.clients().get(client)).publicKey();
  }

  Progress timeOut(int client, int doing) {
    return feed(client, doings.get(doing).timer(false), new Input.TimerFired<>());
  }

  /**
   * What the client does that {@code letter} is for.
   *
   * @param number the letter's
   */
  Progress hear(int client, int doing, int number, Letter<Q, A> letter) {
    return progresses.of(
        doing,
        number,
        () -> {
          Input<A> input = input(letter);
          return input == null || doings.get(doing).operation() == null
              ? new Progress(doing, List.of(), -1, "")
              : feed(client, doings.get(doing), input);
        });
  }

  /** Null if what the letter says is not valid. */
  private @Nullable Input<A> input(Letter<Q, A> letter) {
    if (letter instanceof Letter.Refused<Q, A> refused) {
      return new Input.Refused<>(refused.replica(), refused.nonce(), refused.refusal());
    }
    Letter.Answered<Q, A> answered = (Letter.Answered<Q, A>) letter;
    Verified.Verdict<A> verdict =
        Verified.check(answered.reply(), ExplorationSetting.REGISTER, setting.verifier());
    return verdict.verified() == null
        ? null
        : new Input.Answered<>(answered.replica(), verdict.verified(), answered.attestation());
  }

  private Progress feed(int client, Doing<Q, A, J> before, Input<A> first) {
    List<Integer> sent = new ArrayList<>();
    Doing<Q, A, J> doing = before;
    Input<A> input = first;
    while (true) {
      ClientStep<Q, A, J> step = Objects.requireNonNull(doing.operation()).step(input);
      doing = doing.going(step.next()).journalling(step.journal());
      for (Ask<Q> ask : step.asks()) {
        doing = doing.asking(ask.request().nonce()).timer(false);
        for (ReplicaId replica : ask.to()) {
          sent.add(
              setting
                  .letters()
                  .of(
                      new Letter.Asked<>(
                          id(client), replica, ExplorationSetting.REGISTER.key(), ask.request())));
        }
      }
      if (step.timerMillis() != null) {
        doing = doing.timer(true);
      }
      if (!(step.outcome() instanceof Outcome.Pending)) {
        return ended(client, doing, step.outcome(), sent);
      }
      Bytes payload = step.sign();
      if (payload == null) {
        return new Progress(doings.of(doing), sent, -1, "");
      }
      Bytes privateKey = setting.cryptography().keysOf(setting.clients().get(client)).privateKey();
      input = new Input.Signed<>(setting.cryptography().signatures().sign(privateKey, payload));
    }
  }

  private Progress ended(int client, Doing<Q, A, J> doing, Outcome outcome, List<Integer> sent) {
    int next = doings.of(doing.done());
    Action action = script(client).get(doing.action());
    if (action.cheat() != null) {
      return new Progress(next, sent, -1, "");
    }
    String name = setting.clients().get(client);
    if (!(outcome instanceof Outcome.Returned returned)) {
      return new Progress(next, sent, -1, name + "'s operation ended as " + outcome);
    }
    Timestamp version = returned.version().ts();
    boolean isFresh =
        action.written() == null ? doing.floor().isAtMost(version) : version.isAfter(doing.floor());
    String problem =
        isFresh
            ? ""
            : "not atomic: "
                + name
                + " returned "
                + version
                + " though "
                + doing.floor()
                + " had been returned before it began";
    return new Progress(next, sent, versions.of(version), problem);
  }
}
