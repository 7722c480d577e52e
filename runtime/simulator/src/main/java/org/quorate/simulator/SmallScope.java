package org.quorate.simulator;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.quorate.api.adversary.ClientAdversary;
import org.quorate.api.adversary.ReplicaAdversary;
import org.quorate.api.model.Bytes;
import org.quorate.api.model.ReplicaId;
import org.quorate.api.model.Value;
import org.quorate.api.quorum.QuorumSystem;
import org.quorate.api.register.RegisterProtocol;

/**
 * A scenario so small that all orders of its events can be tried.
 *
 * @param scripts what each client does on the one register, one thing after the other, by its name
 * @param liars the faulty replicas; what they answer must follow from their state and the request
 */
public record SmallScope(
    RegisterProtocol<?, ?, ?, ?> protocol,
    QuorumSystem quorums,
    Map<String, List<Action>> scripts,
    Map<ReplicaId, ReplicaAdversary> liars) {

  /**
   * One operation, or one attack.
   *
   * @param written null to read
   * @param cheat null for an honest operation
   */
  public record Action(@Nullable Value written, @Nullable ClientAdversary cheat) {
    static final Action READ = new Action(null, null);

    static Action write(String value) {
      return new Action(Value.of(Bytes.utf8(value)), null);
    }
  }

  /** Who is there. */
  public enum Cast {
    /** Two clients write once each. */
    TWO_WRITERS,
    /** One writes, another one reads twice. */
    WRITER_AND_READER,
    /** One writes two values at once, another one reads twice. */
    CHEAT_AND_READER,
    /** One writes two values at once, another one writes once. */
    CHEAT_AND_WRITER;

    private Map<String, List<Action>> scripts(ClientAdversary cheat) {
      List<Action> write = List.of(Action.write("a"));
      List<Action> reads = List.of(Action.READ, Action.READ);
      List<Action> attack = List.of(new Action(null, cheat));
      return switch (this) {
        case TWO_WRITERS -> Map.of("alice", write, "bob", List.of(Action.write("b")));
        case WRITER_AND_READER -> Map.of("alice", write, "carol", reads);
        case CHEAT_AND_READER -> Map.of("mallory", attack, "carol", reads);
        case CHEAT_AND_WRITER -> Map.of("mallory", attack, "alice", write);
      };
    }

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  public SmallScope {
    scripts = new TreeMap<>(scripts);
    liars = new TreeMap<>(liars);
  }

  /**
   * The scope of {@code cast}.
   *
   * @param liarCount how many of the last replicas lie
   * @param lie how
   * @param cheat how the cheat of the cast cheats
   */
  public static SmallScope of(
      RegisterProtocol<?, ?, ?, ?> protocol,
      QuorumSystem quorums,
      Cast cast,
      int liarCount,
      ReplicaAdversary lie,
      ClientAdversary cheat) {
    Map<ReplicaId, ReplicaAdversary> liars = new TreeMap<>();
    for (int i = 0; i < liarCount; i++) {
      liars.put(new ReplicaId(quorums.replicas() - i), lie);
    }
    return new SmallScope(protocol, quorums, cast.scripts(cheat), liars);
  }
}
