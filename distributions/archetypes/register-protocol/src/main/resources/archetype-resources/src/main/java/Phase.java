package ${package};

import java.util.Comparator;
import org.quorate.api.machine.ClientStep;
import org.quorate.api.machine.Nonce;
import org.quorate.api.model.ClientId;
import org.quorate.api.model.Timestamp;
import org.quorate.api.model.Value;
import org.quorate.api.model.Version;
import org.quorate.api.quorum.QuorumRole;
import org.quorate.api.quorum.QuorumSystem;

/** What a round is for: what is asked, of which quorum, and what becomes of the answers. */
sealed interface Phase {
  QuorumRole role();

  Question question(Nonce nonce);

  /** What follows when a quorum has answered. */
  ClientStep<Question, Answer, Intent> after(Round complete);

  default Round begin(QuorumSystem quorums, Nonce nonce) {
    return new Round(quorums, this, nonce);
  }

  /** A read finds the newest value, and has it stored before it is returned. */
  record Reading() implements Phase {
    @Override
    public QuorumRole role() {
      return QuorumRole.READ;
    }

    @Override
    public Question question(Nonce nonce) {
      return new Question.Query(nonce, true);
    }

    @Override
    public ClientStep<Question, Answer, Intent> after(Round complete) {
      Answer.Held newest = newest(complete);
      return newest.ts().equals(Timestamp.GENESIS)
          ? ClientStep.<Question, Answer, Intent>to(complete)
              .returning(Version.GENESIS, Value.ABSENT)
          : complete.then(new Storing(newest.ts(), newest.value(), false));
    }
  }

  /** A write finds a timestamp above all others, also above {@code last}, its writer's last one. */
  record Stamping(ClientId self, Value value, Timestamp last) implements Phase {
    @Override
    public QuorumRole role() {
      return QuorumRole.READ;
    }

    @Override
    public Question question(Nonce nonce) {
      return new Question.Query(nonce, false);
    }

    @Override
    public ClientStep<Question, Answer, Intent> after(Round complete) {
      Timestamp newest = newest(complete).ts().max(last);
      if (newest.counter() == Timestamp.COUNTER_MAX) {
        return ClientStep.<Question, Answer, Intent>to(complete)
            .failing("the register's counter is at its limit");
      }
      Timestamp ts = newest.successor(self);
      return complete.then(new Storing(ts, value, true)).journalling(new Intent(ts, value));
    }
  }

  /** A quorum is made to hold a value, the client's own or one that it read. */
  record Storing(Timestamp ts, Value value, boolean isOwn) implements Phase {
    @Override
    public QuorumRole role() {
      return QuorumRole.WRITE;
    }

    @Override
    public Question question(Nonce nonce) {
      return new Question.Store(nonce, ts, value);
    }

    @Override
    public ClientStep<Question, Answer, Intent> after(Round complete) {
      ClientStep<Question, Answer, Intent> end =
          ClientStep.<Question, Answer, Intent>to(complete)
              .returning(new Version(ts, value.hash()), value);
      return isOwn ? end.journalling(new Intent(ts, Value.ABSENT)) : end;
    }
  }

  private static Answer.Held newest(Round complete) {
    return complete.answers().all().stream()
        .filter(Answer.Held.class::isInstance)
        .map(Answer.Held.class::cast)
        .max(Comparator.comparing(Answer.Held::ts))
        .orElse(new Answer.Held(complete.nonce(), Timestamp.GENESIS, Value.ABSENT));
  }
}
