package org.quorate.client;

import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import org.quorate.api.machine.Ask;
import org.quorate.api.machine.Claim;
import org.quorate.api.machine.ClientOperation;
import org.quorate.api.machine.ClientStep;
import org.quorate.api.machine.Input;
import org.quorate.api.machine.Nonce;
import org.quorate.api.machine.Reply;
import org.quorate.api.machine.Request;
import org.quorate.api.model.Bytes;
import org.quorate.api.model.ClientId;
import org.quorate.api.model.Key;
import org.quorate.api.model.ReplicaSet;
import org.quorate.api.model.Scope;
import org.quorate.api.model.Value;
import org.quorate.api.model.Version;
import org.quorate.api.quorum.QuorumRole;
import org.quorate.api.quorum.QuorumSystem;
import org.quorate.api.quorum.ReplyTally;
import org.quorate.api.register.RegisterProtocol.Types;

/** An operation as small as can be: the largest of what a quorum shows. */
record LookAround(QuorumSystem quorums, Nonce nonce, ReplyTally<Bytes> shown)
    implements ClientOperation<LookAround.Look, LookAround.Shown, LookAround.Nothing> {
  static final Types<Nothing, Look, Shown, Nothing> TYPES =
      new Types<>(Nothing.class, Look.class, Shown.class, Nothing.class);

  record Nothing() {}

  sealed interface Look extends Request {}

  record LookAtIt(Nonce nonce) implements Look {}

  sealed interface Shown extends Reply {}

  /** Sealed for the register that it is of: a seal is its name. */
  record ShowIt(Nonce nonce, Bytes content, Bytes seal) implements Shown {
    static ShowIt of(Nonce nonce, Key key, String content) {
      return new ShowIt(nonce, Bytes.utf8(content), Bytes.utf8(key.name()));
    }

    @Override
    public List<Claim> claims(Scope scope) {
      return List.of(
          new Claim.Signed(ClientId.NONE, Bytes.EMPTY, Bytes.utf8(scope.key().name()), seal));
    }

    static final Predicate<Claim> IS_SEALED =
        claim ->
            claim instanceof Claim.Signed signed && signed.payload().equals(signed.signature());
  }

  static LookAround at(QuorumSystem quorums, Nonce nonce) {
    return new LookAround(quorums, nonce, ReplyTally.empty());
  }

  @Override
  public ClientStep<Look, Shown, Nothing> step(Input<Shown> input) {
    if (input instanceof Input.Started<Shown>) {
      Ask<Look> ask = new Ask<>(ReplicaSet.firstOf(quorums.replicas()), new LookAtIt(nonce));
      return ClientStep.<Look, Shown, Nothing>to(this).asking(ask);
    }
    if (!(input instanceof Input.Answered<Shown> answered)
        || !(answered.reply().message() instanceof ShowIt show)
        || !show.nonce().equals(nonce)) {
      return ClientStep.to(this);
    }
    ReplyTally<Bytes> now = shown.with(answered.from(), show.content());
    ClientStep<Look, Shown, Nothing> step = ClientStep.to(new LookAround(quorums, nonce, now));
    return now.isQuorum(quorums, QuorumRole.READ)
        ? step.returning(
            Version.GENESIS, Value.of(now.all().stream().max(Comparator.naturalOrder()).get()))
        : step;
  }

  @Override
  public String progress() {
    return "was shown it by " + shown.replicas();
  }
}
