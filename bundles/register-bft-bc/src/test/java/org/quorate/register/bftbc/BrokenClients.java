package org.quorate.register.bftbc;

import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.quorate.api.machine.ClientOperation;
import org.quorate.api.machine.ClientStep;
import org.quorate.api.machine.Input;
import org.quorate.api.machine.Nonce;
import org.quorate.api.machine.Outcome;
import org.quorate.api.quorum.QuorumSystem;
import org.quorate.register.bftbc.BftBcReply.ConflictReply;
import org.quorate.register.bftbc.BftBcReply.ReadReply;
import org.quorate.register.bftbc.BftBcRequest.Write;

/** Clients that mean well and leave a rule out, each around honest ones. */
final class BrokenClients {
  private BrokenClients() {}

  /** What a broken client makes of an honest one's step. */
  private interface Fault {
    ClientStep<BftBcRequest, BftBcReply, WriterJournal> bend(
        Input<BftBcReply> input, ClientStep<BftBcRequest, BftBcReply, WriterJournal> step);
  }

  private record Broken(
      ClientOperation<BftBcRequest, BftBcReply, WriterJournal> honest, Fault fault)
      implements ClientOperation<BftBcRequest, BftBcReply, WriterJournal> {
    @Override
    public ClientStep<BftBcRequest, BftBcReply, WriterJournal> step(Input<BftBcReply> input) {
      ClientStep<BftBcRequest, BftBcReply, WriterJournal> step =
          fault.bend(input, honest.step(input));
      return new ClientStep<>(
          new Broken(step.next(), fault),
          step.asks(),
          step.journal(),
          step.sign(),
          step.timerMillis(),
          step.noticed(),
          step.outcome());
    }

    @Override
    public String progress() {
      return honest.progress();
    }
  }

  static Alteration writingNothingBack() {
    return new Alteration() {
      @Override
      public ClientOperation<BftBcRequest, BftBcReply, WriterJournal> read(
          QuorumSystem quorums,
          Nonce nonce,
          ClientOperation<BftBcRequest, BftBcReply, WriterJournal> proper) {
        return new Broken(
            proper,
            (input, step) ->
                !step.asks().isEmpty() && step.asks().get(0).request() instanceof Write write
                    ? ClientStep.to(step.next())
                        .returning(write.prepared().version(), write.value())
                    : step);
      }
    };
  }

  static Alteration givingUpOnAConflict() {
    return new Alteration() {
      @Override
      public ClientOperation<BftBcRequest, BftBcReply, WriterJournal> write(
          ClientOperation<BftBcRequest, BftBcReply, WriterJournal> proper) {
        return new Broken(
            proper,
            (input, step) ->
                step.outcome() instanceof Outcome.Pending
                        && input instanceof Input.Answered<BftBcReply> answered
                        && answered.reply().message() instanceof ConflictReply
                    ? ClientStep.to(step.next()).failing("another prepare is in the way")
                    : step);
      }
    };
  }

  static Alteration beginningAnewAfterARestart() {
    return restartingWith(
        journal ->
            journal == null || journal.pending() == null
                ? journal
                : new WriterJournal(
                    journal.last(),
                    new WriterJournal.Pending(journal.pending().value(), null, null)));
  }

  private static Alteration restartingWith(UnaryOperator<@Nullable WriterJournal> kept) {
    return new Alteration() {
      @Override
      public @Nullable WriterJournal journal(@Nullable WriterJournal proper) {
        return kept.apply(proper);
      }
    };
  }

  static Alteration fetchingExactlyWhatIsClaimed() {
    return new Alteration() {
      @Override
      public ClientOperation<BftBcRequest, BftBcReply, WriterJournal> read(
          QuorumSystem quorums,
          Nonce nonce,
          ClientOperation<BftBcRequest, BftBcReply, WriterJournal> proper) {
        return FetchingReader.of(quorums, nonce);
      }
    };
  }

  static Alteration takingAnswersToOtherQuestions() {
    return new Alteration() {
      @Override
      public ClientOperation<BftBcRequest, BftBcReply, WriterJournal> read(
          QuorumSystem quorums,
          Nonce nonce,
          ClientOperation<BftBcRequest, BftBcReply, WriterJournal> proper) {
        return new Uncritical(proper, nonce);
      }
    };
  }

  /** A read whose first question every READ's answer answers. */
  private record Uncritical(
      ClientOperation<BftBcRequest, BftBcReply, WriterJournal> honest, Nonce asked)
      implements ClientOperation<BftBcRequest, BftBcReply, WriterJournal> {
    @Override
    public ClientStep<BftBcRequest, BftBcReply, WriterJournal> step(Input<BftBcReply> input) {
      if (input instanceof Input.Answered<BftBcReply> answered
          && answered.reply().message() instanceof ReadReply read) {
        BftBcReply taken =
            new ReadReply(asked, read.prepared(), read.writeCertificate(), read.value());
        return again(
            honest.step(
                new Input.Answered<>(
                    answered.from(),
                    BrokenClaims.believed(taken, Bench.SCOPE),
                    answered.attestation())));
      }
      return again(honest.step(input));
    }

    private ClientStep<BftBcRequest, BftBcReply, WriterJournal> again(
        ClientStep<BftBcRequest, BftBcReply, WriterJournal> step) {
      return new ClientStep<>(
          new Uncritical(step.next(), asked),
          step.asks(),
          step.journal(),
          step.sign(),
          step.timerMillis(),
          step.noticed(),
          step.outcome());
    }

    @Override
    public String progress() {
      return honest.progress();
    }
  }
}
