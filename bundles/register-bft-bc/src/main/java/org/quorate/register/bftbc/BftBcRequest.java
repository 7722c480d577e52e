package org.quorate.register.bftbc;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.quorate.api.machine.Claim;
import org.quorate.api.machine.Nonce;
import org.quorate.api.machine.Request;
import org.quorate.api.model.Bytes;
import org.quorate.api.model.Hashing;
import org.quorate.api.model.Scope;
import org.quorate.api.model.Value;

/** What a client asks of a replica. */
sealed interface BftBcRequest extends Request {

  <C, R> R dispatch(Cases<C, R> cases, C context);

  /** One case for each request. */
  interface Cases<C, R> {
    R readTs(ReadTs request, C context);

    R readTsPrep(ReadTsPrep request, C context);

    R prepare(Prepare request, C context);

    R write(Write request, C context);

    R read(Read request, C context);

    R readWritten(ReadWritten request, C context);
  }

  /** For the certificate of the newest version. */
  record ReadTs(Nonce nonce) implements BftBcRequest {
    @Override
    public <C, R> R dispatch(Cases<C, R> cases, C context) {
      return cases.readTs(this, context);
    }
  }

  /** READ-TS, and PREPARE at whatever timestamp the replica expects to be next. */
  record ReadTsPrep(Nonce nonce, Bytes hash, @Nullable WrittenVersion written)
      implements BftBcRequest {
    public ReadTsPrep {
      if (hash.length() != Hashing.HASH_BYTES) {
        throw new IllegalArgumentException("a value's hash has 32 bytes, not " + hash.length());
      }
    }

    @Override
    public List<Claim> claims(Scope scope) {
      return written == null ? List.of() : List.of(written.claim(scope));
    }

    @Override
    public <C, R> R dispatch(Cases<C, R> cases, C context) {
      return cases.readTsPrep(this, context);
    }
  }

  /** For an attestation that {@code preparation.version()} alone is prepared at its timestamp. */
  record Prepare(Nonce nonce, Preparation preparation, ClientSignature signature)
      implements BftBcRequest {
    PrepareEntry entry() {
      return new PrepareEntry(preparation.promise(), signature);
    }

    @Override
    public List<Claim> claims(Scope scope) {
      List<Claim> claims = new ArrayList<>(preparation.predecessor().claims(scope));
      if (preparation.written() != null) {
        claims.add(preparation.written().claim(scope));
      }
      claims.add(entry().claim(scope));
      return claims;
    }

    @Override
    public <C, R> R dispatch(Cases<C, R> cases, C context) {
      return cases.prepare(this, context);
    }
  }

  /** To install a version, by its author or by a reader who writes it back. */
  record Write(Nonce nonce, PreparedVersion prepared, Value value) implements BftBcRequest {
    public Write {
      if (!value.isPresent()) {
        throw new IllegalArgumentException("a write has a value");
      }
    }

    @Override
    public List<Claim> claims(Scope scope) {
      List<Claim> claims = new ArrayList<>(prepared.claims(scope));
      claims.add(new Claim.Hashed(value, prepared.version().hash()));
      return claims;
    }

    @Override
    public <C, R> R dispatch(Cases<C, R> cases, C context) {
      return cases.write(this, context);
    }
  }

  /** For the newest version and its value. */
  record Read(Nonce nonce) implements BftBcRequest {
    @Override
    public <C, R> R dispatch(Cases<C, R> cases, C context) {
      return cases.read(this, context);
    }
  }

  /** READ, and for the newest version's write certificate or an attestation towards one. */
  record ReadWritten(Nonce nonce) implements BftBcRequest {
    @Override
    public <C, R> R dispatch(Cases<C, R> cases, C context) {
      return cases.readWritten(this, context);
    }
  }
}
