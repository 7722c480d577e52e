package org.quorate.register.bftbc;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.quorate.api.certificate.Certificate;
import org.quorate.api.machine.Claim;
import org.quorate.api.machine.Nonce;
import org.quorate.api.machine.Reply;
import org.quorate.api.model.Scope;
import org.quorate.api.model.Timestamp;
import org.quorate.api.model.Timestamp.Path;
import org.quorate.api.model.Value;
import org.quorate.api.model.Version;

/** What a replica answers; an attestation may travel beside it. */
sealed interface BftBcReply extends Reply {

  <C, R> R dispatch(Cases<C, R> cases, C context);

  /** One case for each reply. */
  interface Cases<C, R> {
    R readTs(ReadTsReply reply, C context);

    R readTsPrep(ReadTsPrepReply reply, C context);

    R prepare(PrepareReply reply, C context);

    R conflict(ConflictReply reply, C context);

    R write(WriteReply reply, C context);

    R read(ReadReply reply, C context);
  }

  /** The newest version, without its value; to READ-TS, and to a READ-TS-PREP not granted. */
  record ReadTsReply(Nonce nonce, PreparedVersion prepared) implements BftBcReply {
    @Override
    public List<Claim> claims(Scope scope) {
      return prepared.claims(scope);
    }

    @Override
    public <C, R> R dispatch(Cases<C, R> cases, C context) {
      return cases.readTs(this, context);
    }
  }

  /** As {@link ReadTsReply}; and the write is prepared at {@code ts}, attested beside this. */
  record ReadTsPrepReply(Nonce nonce, PreparedVersion prepared, Timestamp ts)
      implements BftBcReply {
    public ReadTsPrepReply {
      if (ts.path() != Path.OPTIMISTIC) {
        throw new IllegalArgumentException("not an optimistic timestamp: " + ts);
      }
    }

    @Override
    public List<Claim> claims(Scope scope) {
      return prepared.claims(scope);
    }

    @Override
    public <C, R> R dispatch(Cases<C, R> cases, C context) {
      return cases.readTsPrep(this, context);
    }
  }

  /** Prepared, attested beside this. */
  record PrepareReply(Nonce nonce) implements BftBcReply {
    @Override
    public <C, R> R dispatch(Cases<C, R> cases, C context) {
      return cases.prepare(this, context);
    }
  }

  /** CONFLICT: not prepared, because of {@code entry} of the same client. */
  record ConflictReply(Nonce nonce, PrepareEntry entry) implements BftBcReply {
    @Override
    public List<Claim> claims(Scope scope) {
      return List.of(entry.claim(scope));
    }

    @Override
    public <C, R> R dispatch(Cases<C, R> cases, C context) {
      return cases.conflict(this, context);
    }
  }

  /** Holds the version that was written or a later one, attested beside this. */
  record WriteReply(Nonce nonce) implements BftBcReply {
    @Override
    public <C, R> R dispatch(Cases<C, R> cases, C context) {
      return cases.write(this, context);
    }
  }

  /**
   * The newest version.
   *
   * @param writeCertificate of this very version, if known; else, where it was asked for, an
   *     attestation towards one comes beside this
   */
  record ReadReply(
      Nonce nonce, PreparedVersion prepared, @Nullable Certificate writeCertificate, Value value)
      implements BftBcReply {
    Version version() {
      return prepared.version();
    }

    @Nullable WrittenVersion written() {
      return writeCertificate == null ? null : new WrittenVersion(version(), writeCertificate);
    }

    @Override
    public List<Claim> claims(Scope scope) {
      List<Claim> claims = new ArrayList<>(prepared.claims(scope));
      WrittenVersion written = written();
      if (written != null) {
        claims.add(written.claim(scope));
      }
      claims.add(new Claim.Hashed(value, version().hash()));
      return claims;
    }

    @Override
    public <C, R> R dispatch(Cases<C, R> cases, C context) {
      return cases.read(this, context);
    }
  }
}
