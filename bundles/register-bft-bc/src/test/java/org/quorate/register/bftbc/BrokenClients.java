package org.quorate.register.bftbc;

import java.util.function.Consumer;
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

  /** What a broken client takes an input for. */
  private interface Ear {
    Input<BftBcReply> hear(Input<BftBcReply> input);
  }

  /** What a broken client makes of an honest one's step. */
  private interface Hand {
    ClientStep<BftBcRequest, BftBcReply, WriterJournal> act(
        Input<BftBcReply> input, ClientStep<BftBcRequest, BftBcReply, WriterJournal> step);
  }

  private record Broken(
      ClientOperation<BftBcRequest, BftBcReply, WriterJournal> honest, Ear ear, Hand hand)
      implements ClientOperation<BftBcRequest, BftBcReply, WriterJournal> {
    @Override
    public ClientStep<BftBcRequest, BftBcReply, WriterJournal> step(Input<BftBcReply> input) {
      ClientStep<BftBcRequest, BftBcReply, WriterJournal> step =
          hand.act(input, honest.step(ear.hear(input)));
      return new ClientStep<>(
          new Broken(step.next(), ear, hand),
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

  /** Not broken: each of its steps is shown to {@code watcher}. */
  static ClientOperation<BftBcRequest, BftBcReply, WriterJournal> watched(
      ClientOperation<BftBcRequest, BftBcReply, WriterJournal> proper,
      Consumer<ClientStep<BftBcRequest, BftBcReply, WriterJournal>> watcher) {
    return new Broken(
        proper,
        input -> input,
        (input, step) -> {
          watcher.accept(step);
          return step;
        });
  }

  /** Makes a broken read in the place of a proper one. */
  private interface Reads {
    ClientOperation<BftBcRequest, BftBcReply, WriterJournal> read(
        QuorumSystem quorums,
        Nonce nonce,
        ClientOperation<BftBcRequest, BftBcReply, WriterJournal> proper);
  }

  private static Alteration reading(Reads reads) {
    return new Alteration() {
      @Override
      public ClientOperation<BftBcRequest, BftBcReply, WriterJournal> read(
          QuorumSystem quorums,
          Nonce nonce,
          ClientOperation<BftBcRequest, BftBcReply, WriterJournal> proper) {
        return reads.read(quorums, nonce, proper);
      }
    };
  }

  static Alteration writingNothingBack() {
    Hand hasty =
        (input, step) ->
            !step.asks().isEmpty() && step.asks().get(0).request() instanceof Write write
                ? ClientStep.to(step.next()).returning(write.prepared().version(), write.value())
                : step;
    return reading((quorums, nonce, proper) -> new Broken(proper, input -> input, hasty));
  }

  static Alteration fetchingExactlyWhatIsClaimed() {
    return reading((quorums, nonce, proper) -> FetchingReader.of(quorums, nonce));
  }

  /** Every answer to some READ is one to the first question. */
  static Alteration takingAnswersToOtherQuestions() {
    return reading(
        (quorums, nonce, proper) ->
            new Broken(proper, input -> asIfAskedBy(nonce, input), (input, step) -> step));
  }

  private static Input<BftBcReply> asIfAskedBy(Nonce nonce, Input<BftBcReply> input) {
    if (input instanceof Input.Answered<BftBcReply> answered
        && answered.reply().message() instanceof ReadReply read) {
      BftBcReply taken =
          new ReadReply(nonce, read.prepared(), read.writeCertificate(), read.value());
      return new Input.Answered<>(
          answered.from(), BrokenClaims.believed(taken, Bench.SCOPE), answered.attestation());
    }
    return input;
  }

  static Alteration givingUpOnAConflict() {
    Hand fainthearted =
        (input, step) ->
            step.outcome() instanceof Outcome.Pending
                    && input instanceof Input.Answered<BftBcReply> answered
                    && answered.reply().message() instanceof ConflictReply
                ? ClientStep.to(step.next()).failing("another prepare is in the way")
                : step;
    return new Alteration() {
      @Override
      public ClientOperation<BftBcRequest, BftBcReply, WriterJournal> write(
          ClientOperation<BftBcRequest, BftBcReply, WriterJournal> proper) {
        return new Broken(proper, input -> input, fainthearted);
      }
    };
  }

  static Alteration beginningAnewAfterARestart() {
    return new Alteration() {
      @Override
      public @Nullable WriterJournal journal(@Nullable WriterJournal proper) {
        return proper == null || proper.pending() == null
            ? proper
            : new WriterJournal(
                proper.last(), new WriterJournal.Pending(proper.pending().value(), null, null));
      }
    };
  }
}
