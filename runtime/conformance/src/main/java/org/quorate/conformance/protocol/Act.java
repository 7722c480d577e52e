package org.quorate.conformance.protocol;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.quorate.api.adversary.ClientAdversary;
import org.quorate.api.adversary.ReplicaAdversary;
import org.quorate.api.model.Key;
import org.quorate.api.model.ReplicaId;
import org.quorate.api.model.ReplicaSet;
import org.quorate.api.model.Value;
import org.quorate.conformance.lab.Lab;
import org.quorate.conformance.lab.Lab.Leaving;

/** One thing that is done to a run, or in it, at a moment of its virtual clock. */
public sealed interface Act {
  long atNanos();

  /** Does it, now. */
  void play(Lab<?, ?, ?, ?> lab);

  /**
   * A correct client reads or writes.
   *
   * @param written null to read
   */
  record Operate(long atNanos, String client, Key key, @Nullable Value written) implements Act {
    @Override
    public void play(Lab<?, ?, ?, ?> lab) {
      if (written == null) {
        lab.client(client).read(key);
      } else {
        lab.client(client).write(key, written);
      }
    }
  }

  /** Replicas are cut off for a while. */
  record CutOff(long atNanos, long untilNanos, ReplicaSet replicas) implements Act {
    @Override
    public void play(Lab<?, ?, ?, ?> lab) {
      lab.cutOff(replicas);
      lab.at(untilNanos - lab.nowNanos(), () -> lab.cutOff(ReplicaSet.EMPTY));
    }
  }

  /**
   * A replica crashes, and comes back.
   *
   * @param keptPercent how many of the steps that were not yet durable become so all the same
   */
  record CrashReplica(long atNanos, long untilNanos, ReplicaId replica, int keptPercent)
      implements Act {
    @Override
    public void play(Lab<?, ?, ?, ?> lab) {
      lab.crash(replica, keptPercent);
      lab.at(untilNanos - lab.nowNanos(), () -> lab.restart(replica));
    }
  }

  /**
   * A correct client crashes, and comes back.
   *
   * @param whenJournalling whether it does so only when it next journals something
   */
  record CrashClient(long atNanos, long untilNanos, String client, boolean whenJournalling)
      implements Act {
    @Override
    public void play(Lab<?, ?, ?, ?> lab) {
      if (whenJournalling) {
        lab.crashAtNextJournal(client);
      } else {
        lab.crash(client);
      }
      lab.at(untilNanos - lab.nowNanos(), () -> lab.restart(client));
    }
  }

  /** A correct client begins a write, crashes in it, and never comes back. */
  record WriteAndVanish(long atNanos, long untilNanos, String client, Key key, Value written)
      implements Act {
    @Override
    public void play(Lab<?, ?, ?, ?> lab) {
      lab.client(client).write(key, written);
      lab.at(untilNanos - lab.nowNanos(), () -> lab.retire(client));
    }
  }

  /** A faulty client drops whatever it was doing and attacks. */
  record Attack(long atNanos, String client, ClientAdversary cheat, Key key, List<Value> values)
      implements Act {
    @Override
    public void play(Lab<?, ?, ?, ?> lab) {
      lab.crash(client);
      lab.restart(client);
      ReplicaSet all = ReplicaSet.firstOf(lab.settings().quorums().replicas());
      lab.client(client).attack(key, cheat, values, all);
    }
  }

  /**
   * A liar takes a replica for a while.
   *
   * @param untilNanos {@link Long#MAX_VALUE} if it stays
   */
  record Occupy(
      long atNanos, long untilNanos, ReplicaId replica, ReplicaAdversary liar, Leaving leaving)
      implements Act {
    @Override
    public void play(Lab<?, ?, ?, ?> lab) {
      lab.occupy(replica, liar);
      if (untilNanos < Long.MAX_VALUE) {
        lab.at(untilNanos - lab.nowNanos(), () -> lab.free(replica, leaving));
      }
    }
  }

  /** A client is removed from the system. */
  record Remove(long atNanos, String client) implements Act {
    @Override
    public void play(Lab<?, ?, ?, ?> lab) {
      lab.revoke(client);
    }
  }
}
