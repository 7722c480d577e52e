package org.quorate.adversary;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.quorate.api.adversary.ReplicaAdversary;
import org.quorate.api.certificate.Attestation;
import org.quorate.api.certificate.Attestor;
import org.quorate.api.certificate.Statement;
import org.quorate.api.model.Bytes;
import org.quorate.api.model.Epoch;
import org.quorate.api.model.Hashing;
import org.quorate.api.model.Version;
import org.quorate.api.recovery.ShareLabel;

/** Attests wrongly. */
final class WrongShares implements ReplicaAdversary {
  @Override
  public String name() {
    return "wrong-shares";
  }

  @Override
  public String description() {
    return "H1, H2, H3, B9: attestations altered, cut, of another statement, epoch or label. The"
        + " liar is found and named, and the operation completes.";
  }

  @Override
  public Attestor corrupt(Attestor honest, long seed) {
    return statements -> {
      List<Attestation> wrong = new ArrayList<>();
      for (Statement statement : statements) {
        wrong.add(attest(honest, statement, seed + statement.encoded().hashCode()));
      }
      return wrong;
    };
  }

  private static Attestation attest(Attestor honest, Statement statement, long seed) {
    Attestation right = honest.attestAll(List.of(statement)).get(0);
    Bytes proof = right.proof();
    return switch (new SplittableRandom(seed).nextInt(5)) {
      case 0 -> Records.changed(right, new SplittableRandom(seed));
      case 1 -> new Attestation(right.label(), proof.slice(0, proof.length() / 2));
      case 2 -> new Attestation(new ShareLabel(right.label().epoch() + 1, 1), proof);
      case 3 -> honest.attestAll(List.of(otherValue(statement))).get(0);
      default -> {
        Epoch next = new Epoch(statement.scope().epoch().number() + 1);
        yield honest.attestAll(List.of(statement.in(next))).get(0);
      }
    };
  }

  private static Statement otherValue(Statement statement) {
    Version version = statement.version();
    Version other = new Version(version.ts(), Hashing.sha256(version.hash()));
    return new Statement(statement.kind(), statement.scope(), other);
  }
}
