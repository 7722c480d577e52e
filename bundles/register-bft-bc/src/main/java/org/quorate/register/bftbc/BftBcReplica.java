package org.quorate.register.bftbc;

import org.jspecify.annotations.Nullable;
import org.quorate.api.certificate.Statement;
import org.quorate.api.machine.Access;
import org.quorate.api.machine.Arrival;
import org.quorate.api.machine.Nonce;
import org.quorate.api.machine.ReplicaMachine;
import org.quorate.api.machine.Step;
import org.quorate.api.model.ClientId;
import org.quorate.api.model.Key;
import org.quorate.api.model.Scope;
import org.quorate.api.model.Timestamp;
import org.quorate.api.model.Timestamp.Path;
import org.quorate.api.model.Version;
import org.quorate.register.bftbc.BftBcReply.ConflictReply;
import org.quorate.register.bftbc.BftBcReply.PrepareReply;
import org.quorate.register.bftbc.BftBcReply.ReadReply;
import org.quorate.register.bftbc.BftBcReply.ReadTsPrepReply;
import org.quorate.register.bftbc.BftBcReply.ReadTsReply;
import org.quorate.register.bftbc.BftBcReply.WriteReply;
import org.quorate.register.bftbc.BftBcRequest.Prepare;
import org.quorate.register.bftbc.BftBcRequest.Read;
import org.quorate.register.bftbc.BftBcRequest.ReadTs;
import org.quorate.register.bftbc.BftBcRequest.ReadTsPrep;
import org.quorate.register.bftbc.BftBcRequest.ReadWritten;
import org.quorate.register.bftbc.BftBcRequest.Write;
import org.quorate.register.bftbc.ReplicaState.Current;

/**
 * A replica. Certificates, signatures and hashes in a request were verified before it came here.
 */
record BftBcReplica(Mode mode)
    implements ReplicaMachine<ReplicaState, BftBcRequest, BftBcReply>,
        BftBcRequest.Cases<BftBcReplica.Visit, Step<ReplicaState, BftBcReply>> {

  /** What a request meets. */
  record Visit(ReplicaState state, Scope scope, ClientId sender, Access access) {
    boolean mayLook() {
      return access.mayRead(sender, scope.key()) || mayWrite(sender);
    }

    boolean mayWrite(ClientId client) {
      return access.mayWrite(client, scope.key());
    }

    Step<ReplicaState, BftBcReply> refuse(String rule, String reason) {
      return Step.refuse(state, rule, reason);
    }
  }

  @Override
  public ReplicaState initial(Key key) {
    return ReplicaState.GENESIS;
  }

  @Override
  public Step<ReplicaState, BftBcReply> step(ReplicaState state, Arrival<BftBcRequest> arrival) {
    Visit visit = new Visit(state, arrival.scope(), arrival.sender(), arrival.access());
    return arrival.request().message().dispatch(this, visit);
  }

  @Override
  public Step<ReplicaState, BftBcReply> readTs(ReadTs request, Visit visit) {
    if (!visit.mayLook()) {
      return visit.refuse("READ-TS", noRight(visit.sender()));
    }
    return Step.reply(visit.state(), timestamp(request.nonce(), visit.state()));
  }

  /** BFT-BC, optimised protocol. */
  @Override
  public Step<ReplicaState, BftBcReply> readTsPrep(ReadTsPrep request, Visit visit) {
    if (mode != Mode.OPTIMISED) {
      return visit.refuse("READ-TS-PREP", "this variant grants nothing optimistically");
    }
    if (!visit.mayWrite(visit.sender())) {
      return visit.refuse("READ-TS-PREP", noRight(visit.sender()));
    }
    ReplicaState state = visit.state().learning(request.written());
    OptimisticEntry latest = state.optimisticList().get(visit.sender());
    OptimisticEntry granted = grant(request, visit.sender(), state, latest);
    if (granted == null) {
      return Step.reply(state, timestamp(request.nonce(), state));
    }
    // P4, P5: recorded before it is attested, even if a later write has completed.
    return Step.attest(
        granted.equals(latest) ? state : state.preparing(granted),
        new ReadTsPrepReply(request.nonce(), state.current().prepared(), granted.version().ts()),
        Statement.prepared(visit.scope(), granted.version()));
  }

  private static @Nullable OptimisticEntry grant(
      ReadTsPrep request, ClientId client, ReplicaState state, @Nullable OptimisticEntry latest) {
    // A nonce once answered is answered the same, however far the register has moved on.
    if (latest != null && latest.operation().equals(request.nonce().operation())) {
      return latest.version().hash().equals(request.hash()) ? latest : null;
    }
    Timestamp current = state.current().version().ts();
    if (current.counter() == Timestamp.COUNTER_MAX) {
      return null;
    }
    Version next = new Version(current.successor(client, Path.OPTIMISTIC), request.hash());
    return latest == null || state.admits(next, latest.version())
        ? new OptimisticEntry(next, request.nonce().operation())
        : null;
  }

  @Override
  public Step<ReplicaState, BftBcReply> prepare(Prepare request, Visit visit) {
    String violation = violationOfP1(request, visit);
    if (violation != null) {
      return visit.refuse("P1", violation);
    }
    Version asked = request.preparation().version();
    ReplicaState state = visit.state().learning(request.preparation().written());
    PrepareEntry latest = state.prepareList().get(asked.ts().client());
    if (latest != null && !state.admits(asked, latest.version())) {
      return Step.reply(visit.state(), new ConflictReply(request.nonce(), latest));
    }
    boolean known = latest != null && latest.version().equals(asked);
    // P4, P5: recorded before it is attested, even if a later write has completed: no later read
    // can return this one, and refusing would keep slow correct clients waiting for ever.
    return Step.attest(
        known ? state : state.preparing(request.entry()),
        new PrepareReply(request.nonce()),
        Statement.prepared(visit.scope(), asked));
  }

  private @Nullable String violationOfP1(Prepare request, Visit visit) {
    Preparation preparation = request.preparation();
    Timestamp before = preparation.predecessor().ts();
    Timestamp asked = preparation.version().ts();
    if (before.counter() == Timestamp.COUNTER_MAX) {
      return Writing.EXHAUSTED;
    }
    if (!asked.equals(before.successor(asked.client()))) {
      return asked + " is not the successor of " + before;
    }
    if (!request.signature().epoch().equals(visit.scope().epoch())) {
      return "signed in epoch " + request.signature().epoch();
    }
    if (visit.access().isRevoked(asked.client())) {
      return asked.client() + " was removed";
    }
    if (!visit.mayWrite(asked.client())) {
      return noRight(asked.client());
    }
    WrittenVersion written = preparation.written();
    if (mode == Mode.STRONG
        && (written == null || !written.version().equals(preparation.predecessor().version()))) {
      // BFT-BC, strong protocol: nobody builds on what did not complete.
      return "no write certificate for the predecessor " + before;
    }
    return null;
  }

  @Override
  public Step<ReplicaState, BftBcReply> write(Write request, Visit visit) {
    if (!visit.mayLook()) { // a reader may write back what others wrote
      return visit.refuse("WRITE", noRight(visit.sender()));
    }
    Version version = request.prepared().version();
    ReplicaState state = visit.state();
    return Step.attest(
        version.isAfter(state.current().version())
            ? state.holding(request.prepared(), request.value())
            : state,
        new WriteReply(request.nonce()),
        Statement.written(visit.scope(), version));
  }

  @Override
  public Step<ReplicaState, BftBcReply> read(Read request, Visit visit) {
    if (!visit.mayLook()) {
      return visit.refuse("READ", noRight(visit.sender()));
    }
    return Step.reply(visit.state(), current(request.nonce(), visit.state()));
  }

  @Override
  public Step<ReplicaState, BftBcReply> readWritten(ReadWritten request, Visit visit) {
    if (!visit.mayLook()) {
      return visit.refuse("READ-WRITTEN", noRight(visit.sender()));
    }
    ReplicaState state = visit.state();
    Current current = state.current();
    BftBcReply reply = current(request.nonce(), state);
    return current.writeCertificate() == null
        ? Step.attest(state, reply, Statement.written(visit.scope(), current.version()))
        : Step.reply(state, reply);
  }

  private static BftBcReply timestamp(Nonce nonce, ReplicaState state) {
    return new ReadTsReply(nonce, state.current().prepared());
  }

  private static BftBcReply current(Nonce nonce, ReplicaState state) {
    Current current = state.current();
    return new ReadReply(nonce, current.prepared(), current.writeCertificate(), state.value());
  }

  private static String noRight(ClientId client) {
    return client + " has no right to this register";
  }
}
