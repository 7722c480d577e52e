package org.quorate.host.replica;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.quorate.api.certificate.Attestation;
import org.quorate.api.certificate.Statement;
import org.quorate.api.machine.Access;
import org.quorate.api.machine.Claim;
import org.quorate.api.machine.Nonce;
import org.quorate.api.model.Bytes;
import org.quorate.api.model.ClientId;
import org.quorate.api.model.Epoch;
import org.quorate.api.model.Key;
import org.quorate.api.model.ReplicaId;
import org.quorate.api.model.Scope;
import org.quorate.api.recovery.ShareLabel;
import org.quorate.host.codec.MalformedException;
import org.quorate.host.codec.RecordCodec;
import org.quorate.host.codec.StateCodec;
import org.quorate.host.wire.FrameCodec;
import org.quorate.host.wire.ToClient;

class ReplicaLoopTest {
  private static final int REGISTERS_MAX = 2;
  private static final int FLOOD = 500;
  private static final int REQUESTS_PER_SECOND_MAX = 100;
  private static final int FRAME_BYTES = 100;
  private static final int HEAP_BYTES = 256 << 20;
  private static final String COMPLAINT = "the store does not take changes";

  private final FrameCodec<Toy.Ask, Toy.Answer> frames = new FrameCodec<>(Toy.TYPES, 1 << 20);
  private final Toy.Store store = new Toy.Store();
  private final Toy.Sent link = new Toy.Sent(frames);
  private final ReplicaMemory memory = ReplicaMemory.of(HEAP_BYTES);
  private final Session session = new Session(link, Toy.ALICE, memory.waiting(), 100);
  private final Health health = new Health();
  private final List<Statement> attested = Collections.synchronizedList(new ArrayList<>());
  private final AtomicInteger attestorFaults = new AtomicInteger();
  private final AtomicInteger verified = new AtomicInteger();
  private final AtomicBoolean claimsAreFalse = new AtomicBoolean();
  private final AtomicLong nowNanos = new AtomicLong();
  private final List<ClientId> revoked = Collections.synchronizedList(new ArrayList<>());
  private final AtomicInteger asked = new AtomicInteger();

  private ReplicaLoop<Toy.Counter, Toy.Ask, Toy.Answer> loop;
  private Thread thread;

  @BeforeEach
  void startsTheLoop() {
    loop =
        new ReplicaLoop<>(
            new ReplicaParts<>(
                new ReplicaId(1),
                new Toy(),
                new StateCodec<>(RecordCodec.cbor(1 << 20), Toy.Counter.class),
                frames,
                store,
                this::verify,
                this::attest,
                this::access,
                new RegisterQuota(REGISTERS_MAX),
                new Throttle<>(REQUESTS_PER_SECOND_MAX, nowNanos::get),
                new BulkBudget(1, nowNanos::get, () -> 0),
                memory,
                health,
                false),
            memory.statesBytes());
    thread = new Thread(loop, "loop under test");
    thread.start();
  }

  @AfterEach
  void stopsTheLoop() throws InterruptedException {
    loop.stop();
    thread.join();
  }

  private List<@Nullable String> verify(List<Claim> claims) {
    verified.addAndGet(claims.size());
    return Collections.<@Nullable String>nCopies(
        claims.size(), claimsAreFalse.get() ? "the signature is wrong" : null);
  }

  private List<Attestation> attest(List<Statement> statements) {
    if (attestorFaults.getAndUpdate(n -> Math.max(0, n - 1)) > 0) {
      throw new IllegalStateException("a fault of the certificate scheme");
    }
    attested.addAll(statements);
    return Collections.nCopies(
        statements.size(), new Attestation(new ShareLabel(1, 0), Bytes.utf8("attested")));
  }

  private Access access() {
    List<ClientId> now = List.copyOf(revoked);
    return new Access() {
      @Override
      public boolean isRevoked(ClientId client) {
        return now.contains(client);
      }

      @Override
      public boolean mayRead(ClientId client, Key key) {
        return true;
      }

      @Override
      public boolean mayWrite(ClientId client, Key key) {
        return true;
      }
    };
  }

  private Nonce newNonce() {
    byte[] id = new byte[Nonce.OPERATION_BYTES];
    id[0] = (byte) asked.incrementAndGet();
    return Nonce.first(Bytes.wrap(id));
  }

  private ToClient answerTo(String key, Toy.Ask ask) throws InterruptedException {
    Scope scope = new Scope(Bytes.utf8("cluster"), Epoch.FIRST, new Key(key));
    loop.add(new ReplicaLoop.Incoming<>(session, scope, ask, FRAME_BYTES));
    return link.next();
  }

  private long countIn(ToClient answer) throws MalformedException {
    assertThat(answer).isInstanceOf(ToClient.Answer.class);
    return ((Toy.Counted) frames.decodeReply(((ToClient.Answer) answer).reply())).count();
  }

  private static String ruleOf(ToClient answer) {
    assertThat(answer).isInstanceOf(ToClient.Refuse.class);
    return ((ToClient.Refuse) answer).refusal().rule();
  }

  @Test
  void d9_nothingLeavesThatRestsOnWhatIsNotDurable() throws Exception {
    store.failing = true;

    assertThat(ruleOf(answerTo("k", new Toy.Count(newNonce())))).isEqualTo("STORE");
    assertThat(attested).isEmpty();
    assertThat(health.complaints()).containsExactly(COMPLAINT);
    assertThat(health.refusals()).containsExactly(Map.entry("STORE", 1L));

    store.failing = false;
    assertThat(countIn(answerTo("k", new Toy.Look(newNonce())))).isZero();
    assertThat(countIn(answerTo("k", new Toy.Count(newNonce())))).isEqualTo(1);
    assertThat(attested).hasSize(1);
    assertThat(health.complaints()).isEmpty();
  }

  @Test
  void d9_aReadDoesNotEndTheComplaintThatChangesAreNotTaken() throws Exception {
    store.failing = true;
    answerTo("k", new Toy.Count(newNonce()));

    assertThat(countIn(answerTo("k", new Toy.Look(newNonce())))).isZero();
    assertThat(health.complaints()).containsExactly(COMPLAINT);
  }

  @Test
  void d9_aStoreThatCannotBeReadIsComplainedOfUntilItCanBe() throws Exception {
    store.unreadable = true;

    assertThat(ruleOf(answerTo("k", new Toy.Count(newNonce())))).isEqualTo("STORE");
    assertThat(health.complaints()).containsExactly("the store cannot be read");

    store.unreadable = false;
    assertThat(countIn(answerTo("k", new Toy.Count(newNonce())))).isEqualTo(1);
    assertThat(health.complaints()).isEmpty();
  }

  @Test
  void aFaultOfTheProtocolCostsOneRequest() throws Exception {
    assertThat(ruleOf(answerTo("k", new Toy.Stumble(newNonce())))).isEqualTo("INTERNAL");
    assertThat(countIn(answerTo("k", new Toy.Count(newNonce())))).isEqualTo(1);
  }

  @Test
  void aFaultOfTheCertificateSchemeCostsOneTurn() throws Exception {
    attestorFaults.set(1);
    Scope scope = new Scope(Bytes.utf8("cluster"), Epoch.FIRST, new Key("k"));
    loop.add(new ReplicaLoop.Incoming<>(session, scope, new Toy.Count(newNonce()), FRAME_BYTES));
    while (attestorFaults.get() > 0 && thread.isAlive()) {
      Thread.onSpinWait();
    }

    // The first one was made durable and not answered.
    assertThat(countIn(answerTo("k", new Toy.Count(newNonce())))).isEqualTo(2);
    assertThat(health.complaints()).singleElement().asString().startsWith("a turn of requests");
  }

  @Test
  void aFaultOfATaskCostsTheTask() throws Exception {
    loop.add(
        new ReplicaLoop.Task<>(
            session,
            () -> {
              throw new IllegalStateException("a fault");
            },
            FRAME_BYTES));
    assertThat(countIn(answerTo("k", new Toy.Count(newNonce())))).isEqualTo(1);
  }

  @Test
  void d4_aClientHasAQuotaOfRegistersThatItBringsIntoBeing() throws Exception {
    for (int i = 0; i < REGISTERS_MAX; i++) {
      assertThat(countIn(answerTo("k" + i, new Toy.Count(newNonce())))).isEqualTo(1);
    }
    assertThat(ruleOf(answerTo("more", new Toy.Count(newNonce())))).isEqualTo("QUOTA");
    assertThat(store.read(new Key("more"))).isEmpty();
    assertThat(countIn(answerTo("k0", new Toy.Count(newNonce())))).isEqualTo(2);
    assertThat(countIn(answerTo("more", new Toy.Look(newNonce())))).isZero();
  }

  @Test
  void d2_aFloodOfOneClientDelaysAnotherByItsShareOfATurn() throws Exception {
    flood(() -> new Toy.Count(newNonce()));

    List<Key> order = attested.stream().map(statement -> statement.scope().key()).toList();
    assertThat(order).hasSize(REQUESTS_PER_SECOND_MAX + 1);
    assertThat(order.indexOf(new Key("other")))
        .isLessThanOrEqualTo(2 * ReplicaLoop.TURN_REQUESTS_SHARED);
  }

  @Test
  void d2_aFloodIsVerifiedAsFarAsItsRateAllows() throws Exception {
    flood(() -> new Toy.SignedLook(newNonce()));

    assertThat(verified).hasValue(REQUESTS_PER_SECOND_MAX);
  }

  @Test
  void d2_ofAFloodOfFalseClaimsATurnIsVerified() throws Exception {
    claimsAreFalse.set(true);
    flood(() -> new Toy.SignedLook(newNonce()));

    assertThat(verified).hasPositiveValue();
    assertThat(verified.get()).isLessThanOrEqualTo(ReplicaLoop.TURN_REQUESTS_SHARED);
  }

  /**
   * Mallory's flood and a request of another client after it, which is served; at a moment that
   * does not pass, to the end of the loop.
   */
  private void flood(Supplier<Toy.Ask> malicious) throws Exception {
    CountDownLatch flooded = new CountDownLatch(1);
    loop.add(new ReplicaLoop.Task<>(session, () -> awaitUninterruptibly(flooded), FRAME_BYTES));
    Session mallorys =
        new Session(new Toy.Sent(frames), client("mallory"), memory.waiting(), FLOOD + 1);
    Scope scope = new Scope(Bytes.utf8("cluster"), Epoch.FIRST, new Key("flooded"));
    for (int i = 0; i < FLOOD; i++) {
      loop.add(new ReplicaLoop.Incoming<>(mallorys, scope, malicious.get(), FRAME_BYTES));
    }
    Scope other = new Scope(Bytes.utf8("cluster"), Epoch.FIRST, new Key("other"));
    loop.add(new ReplicaLoop.Incoming<>(session, other, new Toy.Count(newNonce()), FRAME_BYTES));
    flooded.countDown();
    assertThat(countIn(link.next())).isEqualTo(1);
    loop.stop();
    thread.join();
  }

  private static ClientId client(String name) {
    return ClientId.of(name, Bytes.utf8(name));
  }

  private static void awaitUninterruptibly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void whatCouldNotBeStoredDoesNotUseUpTheQuota() throws Exception {
    store.failing = true;
    for (int i = 0; i < 2 * REGISTERS_MAX; i++) {
      assertThat(ruleOf(answerTo("k" + i, new Toy.Count(newNonce())))).isEqualTo("STORE");
    }
    store.failing = false;
    assertThat(countIn(answerTo("k", new Toy.Count(newNonce())))).isEqualTo(1);
  }

  @Test
  void aRemovedClientIsRefusedEvenOnAnOpenLink() throws Exception {
    assertThat(countIn(answerTo("k", new Toy.Count(newNonce())))).isEqualTo(1);
    revoked.add(Toy.ALICE);

    assertThat(ruleOf(answerTo("k", new Toy.Count(newNonce())))).isEqualTo("REVOKED");
    assertThat(health.refusals()).containsEntry("REVOKED", 1L);
  }
}
