package org.quorate.simulator;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.quorate.api.machine.Nonce;
import org.quorate.api.machine.Reply;
import org.quorate.api.machine.Request;
import org.quorate.api.register.RegisterProtocol;
import org.quorate.conformance.lab.Letter;
import org.quorate.simulator.ClientTransitions.Progress;
import org.quorate.simulator.ExplorationChecks.Attested;
import org.quorate.simulator.ReplicaTransitions.Answer;

/** From one {@link World} of a small scope to the next ones: what its machines do, put together. */
final class Transitions<S, Q extends Request, A extends Reply, J> {
  private final ExplorationSetting<Q, A> setting;
  private final ReplicaTransitions<S, Q, A> replicas;
  private final ClientTransitions<Q, A, J> clients;

  /** A world, and what its machines themselves show to be wrong; empty for nothing. */
  record Result(World world, String problem) {}

  Transitions(RegisterProtocol<S, Q, A, J> protocol, SmallScope scope) {
    this.setting = ExplorationSetting.of(protocol, scope);
    this.replicas = new ReplicaTransitions<>(protocol, setting);
    this.clients = new ClientTransitions<>(protocol, setting);
  }

  World start() {
    return new World(replicas.start(), clients.start(), clients.genesis(), new int[0], new int[0]);
  }

  S state(int number) {
    return replicas.state(number);
  }

  List<Attested> attested(int[] numbers) {
    return Arrays.stream(numbers).mapToObj(replicas::statement).toList();
  }

  /** All that can happen next in {@code world}. */
  List<Event> events(World world) {
    List<Event> events = new ArrayList<>();
    for (int client = 0; client < world.clients.length; client++) {
      if (clients.mayBegin(client, world.clients[client])) {
        events.add(new Event.Begins(client));
      }
      if (clients.doing(world.clients[client]).timer()) {
        events.add(new Event.TimesOut(client));
      }
    }
    for (int letter : world.letters) {
      events.add(new Event.Arrives(letter));
    }
    return events;
  }

  Result take(World world, Event event) {
    if (event instanceof Event.Arrives arrives) {
      return arrive(world, arrives.letter());
    }
    if (event instanceof Event.Begins begins) {
      int client = begins.client();
      return went(world, client, clients.begin(client, world.clients[client], world.returned));
    }
    int client = ((Event.TimesOut) event).client();
    return went(world, client, clients.timeOut(client, world.clients[client]));
  }

  private Result arrive(World world, int number) {
    Letter<Q, A> letter = setting.letters().get(number);
    World after = world.without(number);
    if (letter instanceof Letter.Asked<Q, A> asked) {
      int at = asked.replica().number() - 1;
      return new Result(
          answered(after, at, replicas.answer(world.replicas[at], number, asked)), "");
    }
    int client = addressee(letter);
    return went(after, client, clients.hear(client, world.clients[client], number, letter));
  }

  private World answered(World world, int replica, Answer answer) {
    World after = world.replica(replica, answer.state());
    if (answer.statement() >= 0) {
      after = after.attesting(answer.statement());
    }
    return answer.letter() >= 0 && isAwaited(after, answer.letter())
        ? after.sending(answer.letter())
        : after;
  }

  private Result went(World world, int client, Progress progress) {
    World after = world.client(client, progress.doing());
    for (int letter : progress.sent()) {
      after = after.sending(letter);
    }
    if (progress.returned() >= 0 && clients.isAfter(progress.returned(), after.returned)) {
      after = after.returned(progress.returned());
    }
    return new Result(
        progress.doing() == world.clients[client] ? after : withoutOutdated(after, client),
        progress.problem());
  }

  /** Without the answers that {@code client}, which has gone on, does not wait for any more. */
  private World withoutOutdated(World world, int client) {
    return world.letters(
        Arrays.stream(world.letters)
            .filter(
                number -> {
                  Letter<Q, A> letter = setting.letters().get(number);
                  return letter.isRequest()
                      || addressee(letter) != client
                      || isAwaited(world, number);
                })
            .toArray());
  }

  /** Whether the client waits for the answer of that number. */
  private boolean isAwaited(World world, int number) {
    Letter<Q, A> letter = setting.letters().get(number);
    Nonce nonce =
        letter instanceof Letter.Refused<Q, A> refused
            ? refused.nonce()
            : ((Letter.Answered<Q, A>) letter).reply().nonce();
    return clients.doing(world.clients[addressee(letter)]).awaits(nonce);
  }

  private int addressee(Letter<Q, A> answer) {
    return setting.clients().indexOf(answer.client().name());
  }

  /** For people. */
  String text(Event event) {
    if (event instanceof Event.Begins begins) {
      return setting.clients().get(begins.client()) + " begins";
    }
    if (event instanceof Event.TimesOut out) {
      return setting.clients().get(out.client()) + "'s timer runs out";
    }
    Letter<Q, A> letter = setting.letters().get(((Event.Arrives) event).letter());
    String client = letter.client().name();
    String way =
        letter.isRequest()
            ? client + " -> " + letter.replica()
            : letter.replica() + " -> " + client;
    return way + ": " + letter.text();
  }
}
