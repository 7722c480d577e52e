package org.quorate.host.replica;

import static org.assertj.core.api.Assertions.assertThat;

import java.text.MessageFormat;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.quorate.api.machine.ClaimVerifier;
import org.quorate.api.machine.Nonce;
import org.quorate.api.machine.Refusal;
import org.quorate.api.model.Bytes;
import org.quorate.api.model.Epoch;
import org.quorate.api.model.Key;
import org.quorate.api.model.ReplicaId;
import org.quorate.api.model.Scope;
import org.quorate.host.codec.RecordCodec;
import org.quorate.host.codec.StateCodec;
import org.quorate.host.wire.FrameCodec;
import org.quorate.host.wire.ToClient;

/** A request whose claims do not hold: somebody is not who he says. */
class RefusedClaimTest {
  private static final String REASON = "the signature is not that of alice";
  private static final Nonce NONCE = Nonce.first(Bytes.wrap(new byte[Nonce.OPERATION_BYTES]));

  private final FrameCodec<Toy.Ask, Toy.Answer> frames = new FrameCodec<>(Toy.TYPES, 1 << 20);
  private final Toy.Sent link = new Toy.Sent(frames);
  private final Health health = new Health();

  /** Keeps what is logged. */
  private static final class Kept extends Handler {
    private final List<String> lines = Collections.synchronizedList(new ArrayList<>());

    @Override
    public void publish(LogRecord line) {
      lines.add(
          line.getLevel() + " " + MessageFormat.format(line.getMessage(), line.getParameters()));
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }

  @Test
  void e5_aForeignSignatureIsRefusedCountedAndLogged() throws Exception {
    Logger logger = Logger.getLogger(ReplicaLoop.class.getName());
    Kept log = new Kept();
    logger.addHandler(log);
    try {
      assertThat(answerWhere(REASON))
          .isEqualTo(new ToClient.Refuse(NONCE, new Refusal("CLAIM", REASON)));
    } finally {
      logger.removeHandler(log);
    }
    assertThat(health.refusals()).containsExactly(Map.entry("CLAIM", 1L));
    assertThat(log.lines)
        .containsExactly(
            Level.INFO + " r1: refused a request of " + Toy.ALICE + " for k: " + REASON);
  }

  @Test
  void whatIsClaimedTrulyIsAnswered() throws Exception {
    assertThat(answerWhere(null)).isInstanceOf(ToClient.Answer.class);
    assertThat(health.refusals()).isEmpty();
  }

  /** What comes of a request whose claims fail for {@code reason}; null if they hold. */
  private ToClient answerWhere(@Nullable String reason) throws InterruptedException {
    ClaimVerifier claims = all -> Collections.nCopies(all.size(), reason);
    ReplicaMemory memory = ReplicaMemory.of(64 << 20);
    ReplicaLoop<Toy.Counter, Toy.Ask, Toy.Answer> loop =
        new ReplicaLoop<>(
            new ReplicaParts<>(
                new ReplicaId(1),
                new Toy(),
                new StateCodec<>(RecordCodec.cbor(1 << 20), Toy.Counter.class),
                frames,
                new Toy.Store(),
                claims,
                statements -> {
                  throw new AssertionError("nothing is attested");
                },
                Toy.Everybody::new,
                new RegisterQuota(1),
                new Throttle<>(1000, System::nanoTime),
                new BulkBudget(1, System::nanoTime, () -> 0),
                memory,
                health,
                false),
            memory.statesBytes());
    Thread thread = new Thread(loop, "loop under test");
    thread.start();
    Scope scope = new Scope(Bytes.utf8("cluster"), Epoch.FIRST, new Key("k"));
    loop.add(
        new ReplicaLoop.Incoming<>(
            new Session(link, Toy.ALICE, memory.waiting(), 100),
            scope,
            new Toy.SignedLook(NONCE),
            100));
    loop.stop();
    thread.join();
    return link.next();
  }
}
