package org.quorate.simulator;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.quorate.api.adversary.ClientAdversary.HonestWrites;
import org.quorate.api.adversary.ReplicaAdversary;
import org.quorate.api.certificate.Attestation;
import org.quorate.api.certificate.Attestor;
import org.quorate.api.certificate.Certifier;
import org.quorate.api.certificate.Statement;
import org.quorate.api.machine.Access;
import org.quorate.api.machine.Arrival;
import org.quorate.api.machine.Ask;
import org.quorate.api.machine.ClientOperation;
import org.quorate.api.machine.ClientStep;
import org.quorate.api.machine.Input;
import org.quorate.api.machine.Nonce;
import org.quorate.api.machine.Outcome;
import org.quorate.api.machine.Refusal;
import org.quorate.api.machine.ReplicaMachine;
import org.quorate.api.machine.Reply;
import org.quorate.api.machine.Request;
import org.quorate.api.machine.Step;
import org.quorate.api.machine.Verified;
import org.quorate.api.model.Bytes;
import org.quorate.api.model.ClientId;
import org.quorate.api.model.Epoch;
import org.quorate.api.model.Key;
import org.quorate.api.model.ReplicaId;
import org.quorate.api.model.ReplicaSet;
import org.quorate.api.model.Scope;
import org.quorate.api.model.Timestamp;
import org.quorate.api.model.Value;
import org.quorate.api.register.RegisterProtocol;
import org.quorate.api.register.RegisterProtocol.ClientSetting;
import org.quorate.api.register.Requirements.Certificates;
import org.quorate.conformance.lab.Letter;
import org.quorate.conformance.lab.SymbolicVerifier;
import org.quorate.simulator.ExplorationChecks.Attested;
import org.quorate.simulator.SmallScope.Action;

/**
 * What the machines of a small scope do in a {@link World}. Each machine is asked once for each
 * state and letter, whatever the rest of the world is.
 */
final class Transitions<S, Q extends Request, A extends Reply, J> {
  private static final Scope SCOPE =
      new Scope(Bytes.utf8("exploration-0001"), Epoch.FIRST, new Key("k"));

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

  private final RegisterProtocol<S, Q, A, J> protocol;
  private final SmallScope scope;
  private final KeyedCryptography cryptography;
  private final @Nullable Certifier certifier;
  private final SymbolicVerifier verifier;
  private final List<String> names;
  private final List<ReplicaMachine<S, Q, A>> machines = new ArrayList<>();
  private final List<@Nullable Attestor> attestors = new ArrayList<>();

  private final Numbered<S> states = new Numbered<>();
  private final Numbered<Doing<Q, A, J>> doings = new Numbered<>();
  private final Numbered<Letter<Q, A>> letters = new Numbered<>();
  private final Numbered<Attested> statements = new Numbered<>();
  private final Numbered<Timestamp> versions = new Numbered<>();
  private final Map<Met, Answer> answers = new HashMap<>();
  private final Map<Met, Progress> progresses = new HashMap<>();

  /** A state, or what a client does, and the letter that meets it. */
  private record Met(int state, int letter) {}

  /**
   * What a replica does.
   *
   * @param letter its answer; -1 for none
   * @param statement what it attests; -1 for nothing
   */
  private record Answer(int state, int letter, int statement) {}

  /**
   * What a client does.
   *
   * @param returned the version that its operation returned; -1 for none
   */
  private record Progress(int doing, List<Integer> sent, int returned, String problem) {}

  /** A world, and what its machines themselves show to be wrong; empty for nothing. */
  record Result(World world, String problem) {}

  Transitions(RegisterProtocol<S, Q, A, J> protocol, SmallScope scope) {
    this.protocol = protocol;
    this.scope = scope;
    this.cryptography = new KeyedCryptography(scope.quorums());
    this.certifier =
        protocol.requirements().certificates() == Certificates.NONE
            ? null
            : cryptography.certifier();
    this.verifier = new SymbolicVerifier(certifier, cryptography.signatures(), Epoch.FIRST);
    this.names = List.copyOf(scope.scripts().keySet());
    ReplicaSet.firstOf(scope.quorums().replicas()).forEach(this::addReplica);
  }

  private void addReplica(ReplicaId id) {
    ReplicaMachine<S, Q, A> machine = protocol.replica(id, scope.quorums());
    Attestor attestor = certifier == null ? null : cryptography.attestor(id);
    ReplicaAdversary liar = scope.liars().get(id);
    if (liar != null) {
      machine = liar.corrupt(machine, id.number());
      attestor = attestor == null ? null : liar.corrupt(attestor, id.number());
    }
    machines.add(machine);
    attestors.add(attestor);
  }

  World start() {
    int[] replicas =
        machines.stream().mapToInt(machine -> states.of(machine.initial(SCOPE.key()))).toArray();
    int[] clients = new int[names.size()];
    Arrays.fill(clients, doings.of(Doing.nothing()));
    return new World(replicas, clients, versions.of(Timestamp.GENESIS), new int[0], new int[0]);
  }

  S state(int number) {
    return states.get(number);
  }

  List<Attested> attested(int[] numbers) {
    return Arrays.stream(numbers).mapToObj(statements::get).toList();
  }

  /** All that can happen next in {@code world}. */
  List<Event> events(World world) {
    List<Event> events = new ArrayList<>();
    for (int client = 0; client < names.size(); client++) {
      Doing<Q, A, J> doing = doings.get(world.clients[client]);
      if (doing.operation() == null && doing.action() < script(client).size()) {
        events.add(new Event.Begins(client));
      }
      if (doing.timer()) {
        events.add(new Event.TimesOut(client));
      }
    }
    for (int letter : world.letters) {
      events.add(new Event.Arrives(letter));
    }
    return events;
  }

  private List<Action> script(int client) {
    return Objects.requireNonNull(scope.scripts().get(names.get(client)));
  }

  Result take(World world, Event event) {
    if (event instanceof Event.Arrives arrives) {
      Letter<Q, A> letter = letters.get(arrives.letter());
      return letter instanceof Letter.Asked<Q, A> asked
          ? new Result(ask(world, arrives.letter(), asked), "")
          : hear(world, arrives.letter(), letter);
    }
    if (event instanceof Event.Begins begins) {
      Doing<Q, A, J> doing = doings.get(world.clients[begins.client()]);
      return went(
          world, begins.client(), begin(begins.client(), doing, versions.get(world.returned)));
    }
    int client = ((Event.TimesOut) event).client();
    Doing<Q, A, J> doing = doings.get(world.clients[client]).timer(false);
    return went(world, client, feed(client, doing, new Input.TimerFired<>()));
  }

  // Replicas.

  private World ask(World world, int number, Letter.Asked<Q, A> letter) {
    int at = letter.replica().number() - 1;
    Answer answer =
        answers.computeIfAbsent(
            new Met(world.replicas[at], number),
            met -> answer(at, states.get(met.state()), letter));
    World after = world.without(number).replica(at, answer.state());
    if (answer.statement() >= 0) {
      after = after.attesting(answer.statement());
    }
    return answer.letter() < 0 ? after : sending(after, answer.letter());
  }

  private Answer answer(int at, S state, Letter.Asked<Q, A> letter) {
    ReplicaId self = letter.replica();
    Verified.Verdict<Q> verdict = Verified.check(letter.request(), SCOPE, verifier);
    if (verdict.verified() == null) {
      return refusal(state, letter, new Refusal("invalid", verdict.reason()));
    }
    Step<S, A> step =
        machines
            .get(at)
            .step(state, new Arrival<>(SCOPE, letter.client(), verdict.verified(), OPEN));
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
    boolean counts = statement != null && !scope.liars().containsKey(self);
    return new Answer(
        states.of(step.next()),
        isSilent(self)
            ? -1
            : letters.of(new Letter.Answered<>(letter.client(), self, reply, attestation)),
        counts ? statements.of(new Attested(self, Objects.requireNonNull(statement))) : -1);
  }

  private Answer refusal(S state, Letter.Asked<Q, A> letter, Refusal refusal) {
    return new Answer(
        states.of(state),
        isSilent(letter.replica())
            ? -1
            : letters.of(
                new Letter.Refused<>(
                    letter.client(), letter.replica(), letter.request().nonce(), refusal)),
        -1);
  }

  private boolean isSilent(ReplicaId replica) {
    ReplicaAdversary liar = scope.liars().get(replica);
    return liar != null && liar.isSilent();
  }

  // Clients.

  private Result hear(World world, int number, Letter<Q, A> letter) {
    int client = names.indexOf(letter.client().name());
    Progress progress =
        progresses.computeIfAbsent(
            new Met(world.clients[client], number),
            met -> {
              Doing<Q, A, J> doing = doings.get(met.state());
              Input<A> input = input(letter);
              return input == null || doing.operation() == null
                  ? still(doing)
                  : feed(client, doing, input);
            });
    return went(world.without(number), client, progress);
  }

  /** Null if what the letter says is not valid. */
  private @Nullable Input<A> input(Letter<Q, A> letter) {
    if (letter instanceof Letter.Refused<Q, A> refused) {
      return new Input.Refused<>(refused.replica(), refused.nonce(), refused.refusal());
    }
    Letter.Answered<Q, A> answered = (Letter.Answered<Q, A>) letter;
    Verified.Verdict<A> verdict = Verified.check(answered.reply(), SCOPE, verifier);
    return verdict.verified() == null
        ? null
        : new Input.Answered<>(answered.replica(), verdict.verified(), answered.attestation());
  }

  private Progress still(Doing<Q, A, J> doing) {
    return new Progress(doings.of(doing), List.of(), -1, "");
  }

  private Progress begin(int client, Doing<Q, A, J> doing, Timestamp floor) {
    Nonce nonce =
        Nonce.first(Bytes.utf8(String.format("%8s%8d", names.get(client), doing.action())));
    ClientSetting<J> setting =
        new ClientSetting<>(
            SCOPE, id(client), keys(client), scope.quorums(), certifier, doing.journal());
    Action action = script(client).get(doing.action());
    ClientOperation<Q, A, J> operation;
    if (action.cheat() != null) {
      operation =
          action
              .cheat()
              .attack(
                  new Writes<>(protocol, setting, nonce),
                  ReplicaSet.firstOf(scope.quorums().replicas()),
                  1);
    } else if (action.written() == null) {
      operation = protocol.read(setting, nonce);
    } else {
      operation = protocol.write(setting, nonce, action.written());
    }
    return feed(
        client,
        new Doing<>(doing.action(), operation, nonce, false, floor, doing.journal()),
        new Input.Started<>());
  }

  private ClientId id(int client) {
    return ClientId.of(names.get(client), keys(client));
  }

  private Bytes keys(int client) {
    return cryptography.keysOf(names.get(client)).publicKey();
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
          sent.add(letters.of(new Letter.Asked<>(id(client), replica, SCOPE.key(), ask.request())));
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
      Bytes privateKey = cryptography.keysOf(names.get(client)).privateKey();
      input = new Input.Signed<>(cryptography.signatures().sign(privateKey, payload));
    }
  }

  private Progress ended(int client, Doing<Q, A, J> doing, Outcome outcome, List<Integer> sent) {
    int next = doings.of(doing.done());
    Action action = script(client).get(doing.action());
    if (action.cheat() != null) {
      return new Progress(next, sent, -1, "");
    }
    if (!(outcome instanceof Outcome.Returned returned)) {
      return new Progress(next, sent, -1, names.get(client) + "'s operation ended as " + outcome);
    }
    Timestamp version = returned.version().ts();
    boolean isFresh =
        action.written() == null ? doing.floor().isAtMost(version) : version.isAfter(doing.floor());
    String problem =
        isFresh
            ? ""
            : "not atomic: "
                + names.get(client)
                + " returned "
                + version
                + " though "
                + doing.floor()
                + " had been returned before it began";
    return new Progress(next, sent, versions.of(version), problem);
  }

  private Result went(World world, int client, Progress progress) {
    World after = world.client(client, progress.doing());
    for (int letter : progress.sent()) {
      after = after.sending(letter);
    }
    if (progress.returned() >= 0
        && versions.get(progress.returned()).isAfter(versions.get(after.returned))) {
      after = after.returned(progress.returned());
    }
    return new Result(
        progress.doing() == world.clients[client] ? after : withoutOutdated(after, client),
        progress.problem());
  }

  // Letters that nobody waits for.

  private World sending(World world, int number) {
    Letter<Q, A> letter = letters.get(number);
    int client = names.indexOf(letter.client().name());
    return isOutdated(letter, doings.get(world.clients[client])) ? world : world.sending(number);
  }

  private World withoutOutdated(World world, int client) {
    Doing<Q, A, J> doing = doings.get(world.clients[client]);
    int[] kept =
        Arrays.stream(world.letters)
            .filter(
                number -> {
                  Letter<Q, A> letter = letters.get(number);
                  return letter.isRequest()
                      || !letter.client().name().equals(names.get(client))
                      || !isOutdated(letter, doing);
                })
            .toArray();
    return world.letters(kept);
  }

  private boolean isOutdated(Letter<Q, A> letter, Doing<Q, A, J> doing) {
    Nonce nonce =
        letter instanceof Letter.Refused<Q, A> refused
            ? refused.nonce()
            : ((Letter.Answered<Q, A>) letter).reply().nonce();
    return doing.operation() == null
        || doing.asked() == null
        || nonce.round() < doing.asked().round()
        || !nonce.operation().equals(doing.asked().operation());
  }

  // For people.

  String text(Event event) {
    if (event instanceof Event.Begins begins) {
      return names.get(begins.client()) + " begins";
    }
    if (event instanceof Event.TimesOut out) {
      return names.get(out.client()) + "'s timer runs out";
    }
    Letter<Q, A> letter = letters.get(((Event.Arrives) event).letter());
    String client = letter.client().name();
    String way =
        letter.isRequest()
            ? client + " -> " + letter.replica()
            : letter.replica() + " -> " + client;
    return way + ": " + letter.text();
  }

  private record Writes<Q extends Request, A extends Reply, J>(
      RegisterProtocol<?, Q, A, J> protocol, ClientSetting<J> setting, Nonce nonce)
      implements HonestWrites<Q, A, J> {
    @Override
    public ClientOperation<Q, A, J> write(Value value) {
      return protocol.write(setting, nonce, value);
    }

    @Override
    public List<Value> values() {
      return List.of(Value.of(Bytes.utf8("one")), Value.of(Bytes.utf8("other")));
    }

    @Override
    public void share(Q request) {
      // Nobody is there to take it over.
    }

    @Override
    public List<Q> shared() {
      return List.of();
    }
  }
}
