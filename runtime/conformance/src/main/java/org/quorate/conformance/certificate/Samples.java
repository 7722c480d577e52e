package org.quorate.conformance.certificate;

import java.util.LinkedHashMap;
import java.util.Map;
import org.quorate.api.certificate.Statement;
import org.quorate.api.model.Bytes;
import org.quorate.api.model.ClientId;
import org.quorate.api.model.Epoch;
import org.quorate.api.model.Key;
import org.quorate.api.model.Scope;
import org.quorate.api.model.Timestamp;
import org.quorate.api.model.Timestamp.Path;
import org.quorate.api.model.Value;
import org.quorate.api.model.Version;

/** Statements to attest. */
final class Samples {
  private static final Bytes CLUSTER = Bytes.fromHex("00112233445566778899aabbccddeeff");
  private static final Scope SCOPE = new Scope(CLUSTER, Epoch.FIRST, new Key("account/7"));
  private static final ClientId ALICE = ClientId.of("alice", Bytes.utf8("alice's public key"));
  private static final Version VERSION = version(7, ALICE, Path.BASE, "seven");

  static final Statement STATEMENT = Statement.prepared(SCOPE, VERSION);

  private Samples() {}

  /** Statements that each differ from {@link #STATEMENT} in the one field that names them. */
  static Map<String, Statement> altered() {
    Bytes otherCluster = Bytes.fromHex("00112233445566778899aabbccddee00");
    ClientId otherKey = ClientId.of("alice", Bytes.utf8("another public key"));
    ClientId otherName = new ClientId("alicf", ALICE.keyDigest());
    Map<String, Statement> altered = new LinkedHashMap<>();
    altered.put("kind", Statement.written(SCOPE, VERSION));
    altered.put("cluster", of(new Scope(otherCluster, SCOPE.epoch(), SCOPE.key()), VERSION));
    altered.put("epoch", of(new Scope(CLUSTER, new Epoch(2), SCOPE.key()), VERSION));
    altered.put("key", of(new Scope(CLUSTER, SCOPE.epoch(), new Key("account/8")), VERSION));
    altered.put("counter", of(SCOPE, version(8, ALICE, Path.BASE, "seven")));
    altered.put("client's name", of(SCOPE, version(7, otherName, Path.BASE, "seven")));
    altered.put("client's key", of(SCOPE, version(7, otherKey, Path.BASE, "seven")));
    altered.put("path", of(SCOPE, version(7, ALICE, Path.OPTIMISTIC, "seven")));
    altered.put("hash", of(SCOPE, version(7, ALICE, Path.BASE, "eight")));
    return altered;
  }

  /** The {@code counter}th of many different statements. */
  static Statement numbered(int counter) {
    return of(SCOPE, version(counter, ALICE, Path.BASE, "value " + counter));
  }

  private static Statement of(Scope scope, Version version) {
    return Statement.prepared(scope, version);
  }

  private static Version version(long counter, ClientId client, Path path, String value) {
    return new Version(new Timestamp(counter, client, path), Value.of(Bytes.utf8(value)).hash());
  }
}
