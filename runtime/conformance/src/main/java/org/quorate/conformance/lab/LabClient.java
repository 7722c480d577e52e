package org.quorate.conformance.lab;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import org.quorate.api.adversary.ClientAdversary;
import org.quorate.api.adversary.ClientAdversary.HonestWrites;
import org.quorate.api.certificate.Certifier;
import org.quorate.api.crypto.SignatureScheme;
import org.quorate.api.crypto.SigningKeys;
import org.quorate.api.machine.ClientOperation;
import org.quorate.api.machine.ClientStep;
import org.quorate.api.machine.Input;
import org.quorate.api.machine.Nonce;
import org.quorate.api.machine.Outcome;
import org.quorate.api.machine.Reply;
import org.quorate.api.machine.Request;
import org.quorate.api.model.Bytes;
import org.quorate.api.model.ClientId;
import org.quorate.api.model.Key;
import org.quorate.api.model.ReplicaSet;
import org.quorate.api.model.Value;
import org.quorate.api.quorum.QuorumSystem;
import org.quorate.api.register.RegisterProtocol;
import org.quorate.api.register.RegisterProtocol.ClientSetting;
import org.quorate.conformance.lab.LabOperation.Kind;

/**
 * A client's host: carries out its operations one after another, keeps its journals durably,
 * crashes, and after a restart completes the writes that its journals show as pending before
 * anything else.
 */
public final class LabClient<Q extends Request, A extends Reply, J> {
  private final ClientId id;
  private final SigningKeys keys;
  private final SignatureScheme signatures;
  private final RegisterProtocol<?, Q, A, J> protocol;
  private final QuorumSystem quorums;
  private final @Nullable Certifier certifier;
  private final Surroundings<Q, A> lab;
  private final Random random;
  private final Map<Key, J> journals = new TreeMap<>();
  private final Map<Key, LabOperation> interrupted = new TreeMap<>();
  private final List<LabOperation> operations = new ArrayList<>();
  private final Deque<Work<Q, A, J>> queue = new ArrayDeque<>();
  private @Nullable LabOperation current;
  private @Nullable Execution<Q, A, J> execution;
  private boolean running = true;
  private boolean crashAtNextJournal;
  private boolean retired;

  /** Something to do; {@code make} gives null if there turns out to be nothing to do. */
  private record Work<Q extends Request, A extends Reply, J>(
      Key key, @Nullable LabOperation handle, Maker<Q, A, J> make) {}

  /** Makes an operation, honest or not, when its turn comes. */
  public interface Maker<Q extends Request, A extends Reply, J>
      extends BiFunction<ClientSetting<J>, Nonce, @Nullable ClientOperation<Q, A, J>> {}

  LabClient(
      ClientId id,
      SigningKeys keys,
      SignatureScheme signatures,
      RegisterProtocol<?, Q, A, J> protocol,
      QuorumSystem quorums,
      @Nullable Certifier certifier,
      Surroundings<Q, A> lab,
      Random random) {
    this.id = id;
    this.keys = keys;
    this.signatures = signatures;
    this.protocol = protocol;
    this.quorums = quorums;
    this.certifier = certifier;
    this.lab = lab;
    this.random = random;
  }

  public ClientId id() {
    return id;
  }

  /** All its operations, in the order given to it. */
  public List<LabOperation> operations() {
    return Collections.unmodifiableList(operations);
  }

  public boolean isRunning() {
    return running;
  }

  /** Whether it has nothing left to do. */
  public boolean isIdle() {
    return current == null && execution == null && queue.isEmpty();
  }

  /** What it has journalled about {@code key}; null if nothing. */
  public @Nullable J journal(Key key) {
    return journals.get(key);
  }

  /** What it waits for, for people. */
  public String progress() {
    return id
        + (running ? "" : " (crashed)")
        + ": "
        + (current == null ? "resumes" : current)
        + (execution == null ? "" : ": " + execution.progress());
  }

  public LabOperation read(Key key) {
    return enqueue(Kind.READ, key, null, protocol::read);
  }

  public LabOperation write(Key key, String value) {
    return write(key, Values.of(value));
  }

  /** The values of a run should be unique, because its history is then checked fast. */
  public LabOperation write(Key key, Value value) {
    queue.add(new Work<>(key, null, protocol::resume));
    return enqueue(
        Kind.WRITE,
        key,
        value,
        (setting, nonce) ->
            protocol.resume(setting, nonce) == null
                ? protocol.write(setting, nonce, value)
                : new Unfinished<>());
  }

  /** A write that cannot begin, because the one before it could not be finished. */
  private record Unfinished<Q extends Request, A extends Reply, J>()
      implements ClientOperation<Q, A, J> {
    @Override
    public ClientStep<Q, A, J> step(Input<A> input) {
      return ClientStep.<Q, A, J>to(this).failing(progress());
    }

    @Override
    public String progress() {
      return "the write before could not be finished";
    }
  }

  /** Runs any operation, for example one that cheats; it has no place in the history. */
  public LabOperation perform(Key key, Maker<Q, A, J> maker) {
    return enqueue(Kind.ATTACK, key, null, maker);
  }

  /** Lets {@code adversary} bend writes of {@code values}, at least two. */
  public LabOperation attack(
      Key key, ClientAdversary adversary, List<Value> values, ReplicaSet replicas) {
    long seed = random.nextLong();
    return perform(
        key,
        (setting, nonce) ->
            adversary.attack(
                new Writes<>(protocol, carefree(setting, nonce), nonce, values, lab.shared(key)),
                replicas,
                seed));
  }

  /** A cheat does not finish what it began: it forgets it. */
  private ClientSetting<J> carefree(ClientSetting<J> setting, Nonce nonce) {
    return protocol.resume(setting, nonce) == null
        ? setting
        : new ClientSetting<>(
            setting.scope(),
            setting.self(),
            setting.publicKey(),
            setting.quorums(),
            setting.certifier(),
            null);
  }

  private record Writes<Q extends Request, A extends Reply, J>(
      RegisterProtocol<?, Q, A, J> protocol,
      ClientSetting<J> setting,
      Nonce nonce,
      List<Value> values,
      List<Q> shared)
      implements HonestWrites<Q, A, J> {
    @Override
    public ClientOperation<Q, A, J> write(Value value) {
      return protocol.write(setting, nonce, value);
    }

    @Override
    public void share(Q request) {
      shared.add(request);
    }
  }

  private LabOperation enqueue(Kind kind, Key key, @Nullable Value written, Maker<Q, A, J> maker) {
    LabOperation handle = new LabOperation(id.name(), kind, key, written);
    operations.add(handle);
    queue.add(new Work<>(key, handle, maker));
    if (running && execution == null) {
      next();
    }
    return handle;
  }

  private void next() {
    while (running && execution == null && !queue.isEmpty()) {
      Work<Q, A, J> work = queue.remove();
      LabOperation handle = work.handle();
      Nonce nonce = Nonce.first(freshNonce());
      ClientOperation<Q, A, J> machine = work.make().apply(setting(work.key()), nonce);
      if (machine == null) {
        continue;
      }
      if (handle != null) {
        handle.called(lab.tick());
      }
      current = handle;
      lab.note(id.name(), handle == null ? "resumes " + work.key() : "begins " + handle);
      Execution<Q, A, J> fresh =
          new Execution<>(
              id, work.key(), nonce, machine, handle, lab, home(), end -> ended(work, end));
      execution = fresh;
      fresh.start();
    }
  }

  private Execution.Home<J> home() {
    return new Execution.Home<>() {
      @Override
      public boolean keep(Key key, J journal) {
        journals.put(key, journal);
        if (crashAtNextJournal) {
          crash();
        }
        return running;
      }

      @Override
      public Bytes sign(Bytes payload) {
        return signatures.sign(keys.privateKey(), payload);
      }
    };
  }

  private void ended(Work<Q, A, J> work, Outcome end) {
    long moment = lab.tick();
    LabOperation handle = work.handle();
    if (handle == null) {
      resumed(work.key(), end, moment);
    } else {
      handle.ended(end, moment);
      lab.note(id.name(), "ends " + handle);
    }
    current = null;
    execution = null;
    // As an event of its own: a client may have any number of operations waiting.
    lab.after(0, this::next);
  }

  /** The write that a crash interrupted has taken effect by now, if it is the one resumed. */
  private void resumed(Key key, Outcome end, long moment) {
    lab.note(id.name(), "resumed " + key + ": " + end);
    LabOperation write = interrupted.get(key);
    if (write != null
        && end instanceof Outcome.Returned returned
        && returned.value().equals(write.written())) {
      interrupted.remove(key);
      write.ended(end, moment);
    }
  }

  void crash() {
    if (!running) {
      return;
    }
    running = false;
    crashAtNextJournal = false;
    lab.note(id.name(), "crashes");
    if (execution != null) {
      execution.stop();
    }
    LabOperation cut = current;
    if (cut != null) {
      cut.interrupted();
      if (cut.kind() == Kind.WRITE) {
        interrupted.put(cut.key(), cut);
      }
    }
    current = null;
    execution = null;
  }

  void crashAtNextJournal() {
    crashAtNextJournal = true;
  }

  void retire() {
    retired = true;
    crash();
  }

  void heal() {
    crashAtNextJournal = false;
    restart();
  }

  void restart() {
    if (running || retired) {
      return;
    }
    running = true;
    lab.note(id.name(), "restarts");
    List<Key> keysJournalled = new ArrayList<>(journals.keySet());
    Collections.reverse(keysJournalled);
    keysJournalled.forEach(key -> queue.addFirst(new Work<>(key, null, protocol::resume)));
    next();
  }

  void forget() {
    journals.clear();
    lab.note(id.name(), "forgets its journals");
  }

  void receive(Letter<Q, A> letter) {
    if (execution != null) {
      execution.receive(letter);
    }
  }

  private ClientSetting<J> setting(Key key) {
    return new ClientSetting<>(
        lab.scope(key), id, keys.publicKey(), quorums, certifier, journals.get(key));
  }

  private Bytes freshNonce() {
    return Bytes.wrap(
        ByteBuffer.allocate(Nonce.OPERATION_BYTES)
            .putLong(random.nextLong())
            .putLong(random.nextLong())
            .array());
  }

  @Override
  public String toString() {
    return id.name();
  }
}
