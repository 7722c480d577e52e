package org.quorate.register.bftbc;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.quorate.api.certificate.Attestation;
import org.quorate.api.certificate.Certificate;
import org.quorate.api.certificate.Statement;
import org.quorate.api.machine.Nonce;
import org.quorate.api.model.Bytes;
import org.quorate.api.model.ClientId;
import org.quorate.api.model.ReplicaId;
import org.quorate.api.model.Scope;
import org.quorate.api.model.Timestamp.Path;
import org.quorate.api.model.Value;
import org.quorate.api.model.Version;
import org.quorate.conformance.lab.Lab;
import org.quorate.conformance.lab.Letter;
import org.quorate.conformance.lab.Trace;
import org.quorate.register.bftbc.BftBcReply.PrepareReply;
import org.quorate.register.bftbc.BftBcReply.ReadReply;
import org.quorate.register.bftbc.BftBcReply.ReadTsPrepReply;
import org.quorate.register.bftbc.BftBcReply.ReadTsReply;
import org.quorate.register.bftbc.BftBcReply.WriteReply;
import org.quorate.register.bftbc.BftBcRequest.Prepare;
import org.quorate.register.bftbc.BftBcRequest.ReadTsPrep;
import org.quorate.register.bftbc.BftBcRequest.Write;

/**
 * What colluders share: everything that was ever on the wire, whomever it was for, and every
 * certificate that can be made of it.
 */
final class Loot {
  private final Lab<ReplicaState, BftBcRequest, BftBcReply, WriterJournal> lab;
  private final Scope scope;
  private final Map<Nonce, BftBcRequest> asked = new HashMap<>();
  private final Map<Statement, Map<ReplicaId, Attestation>> attestations = new LinkedHashMap<>();
  private final Map<Bytes, Value> values = new HashMap<>();
  private final Map<Version, PreparedVersion> prepared = new LinkedHashMap<>();
  private final Map<Version, Certificate> withoutConsent = new LinkedHashMap<>();
  private final Map<Version, WrittenVersion> written = new LinkedHashMap<>();
  private final List<BftBcRequest> requests = new ArrayList<>();
  private int seen;

  Loot(Lab<ReplicaState, BftBcRequest, BftBcReply, WriterJournal> lab, Scope scope) {
    this.lab = lab;
    this.scope = scope;
    prepared.put(Version.GENESIS, PreparedVersion.GENESIS);
    written.put(Version.GENESIS, new WrittenVersion(Version.GENESIS, Certificate.GENESIS));
  }

  /** Takes in what has happened since. */
  void update() {
    List<Trace.Event> events = lab.trace().events();
    for (; seen < events.size(); seen++) {
      if (events.get(seen) instanceof Trace.Delivered delivered) {
        overhear(delivered.letter());
      }
    }
  }

  private void overhear(Letter<?, ?> letter) {
    if (letter instanceof Letter.Asked<?, ?> question
        && question.request() instanceof BftBcRequest request) {
      overhear(request);
    } else if (letter instanceof Letter.Answered<?, ?> answer
        && answer.reply() instanceof BftBcReply reply) {
      overhear(answer.replica(), reply, answer.attestation());
    }
  }

  private void overhear(BftBcRequest request) {
    if (asked.put(request.nonce(), request) == null) {
      requests.add(request);
    }
    if (request instanceof Prepare prepare) {
      learn(prepare.preparation().predecessor());
      learn(prepare.preparation().written());
    } else if (request instanceof ReadTsPrep readTsPrep) {
      learn(readTsPrep.written());
    } else if (request instanceof Write write) {
      learn(write.value());
      learn(write.prepared());
    }
  }

  private void overhear(ReplicaId from, BftBcReply reply, @Nullable Attestation attestation) {
    BftBcRequest request = asked.get(reply.nonce());
    if (reply instanceof ReadTsReply readTs) {
      learn(readTs.prepared());
    } else if (reply instanceof ReadTsPrepReply grant && request instanceof ReadTsPrep wanted) {
      learn(grant.prepared());
      Version version = new Version(grant.ts(), wanted.hash());
      learn(from, Statement.prepared(scope, version), attestation);
    } else if (reply instanceof PrepareReply && request instanceof Prepare wanted) {
      learn(from, Statement.prepared(scope, wanted.preparation().version()), attestation);
    } else if (reply instanceof WriteReply && request instanceof Write wanted) {
      learn(from, Statement.written(scope, wanted.prepared().version()), attestation);
    } else if (reply instanceof ReadReply read) {
      learn(read.value());
      learn(read.prepared());
      learn(read.written());
      learn(from, Statement.written(scope, read.version()), attestation);
    }
  }

  void learn(Value value) {
    if (value.isPresent()) {
      values.put(value.hash(), value);
    }
  }

  void learn(PreparedVersion version) {
    prepared.putIfAbsent(version.version(), version);
  }

  private void learn(@Nullable WrittenVersion version) {
    if (version != null) {
      written.putIfAbsent(version.version(), version);
    }
  }

  private void learn(ReplicaId from, Statement statement, @Nullable Attestation attestation) {
    if (attestation == null) {
      return;
    }
    Map<ReplicaId, Attestation> all =
        attestations.computeIfAbsent(statement, s -> new LinkedHashMap<>());
    if (all.put(from, attestation) != null) {
      return;
    }
    Certificate certificate =
        Objects.requireNonNull(lab.certifier()).combine(statement, all).certificate();
    if (certificate == null) {
      return;
    }
    Version version = statement.version();
    if (statement.kind() == Statement.Kind.WRITTEN) {
      learn(new WrittenVersion(version, certificate));
    } else if (version.ts().path() == Path.BASE) {
      learn(new PreparedVersion(version, certificate, null));
    } else {
      withoutConsent.putIfAbsent(version, certificate);
    }
  }

  // What can be taken out of it.

  /** Any prepared version, the newest one every second time. */
  PreparedVersion prepared(Random random) {
    List<PreparedVersion> all = new ArrayList<>(prepared.values());
    return random.nextBoolean()
        ? pick(all, random)
        : all.stream().max(Comparator.comparing(PreparedVersion::ts)).orElseThrow();
  }

  /** Any prepared version whose value is known, with that value; null if there is none. */
  @Nullable PreparedVersion writable(Random random) {
    List<PreparedVersion> all =
        prepared.values().stream()
            .filter(version -> values.containsKey(version.version().hash()))
            .toList();
    return all.isEmpty() ? null : pick(all, random);
  }

  @Nullable Value value(Version version) {
    return values.get(version.hash());
  }

  /** The hash of a value that somebody wrote; null if there is none. */
  @Nullable Bytes hash(Random random) {
    return values.isEmpty() ? null : pick(values.keySet().stream().sorted().toList(), random);
  }

  @Nullable WrittenVersion written(Random random) {
    return random.nextInt(4) == 0 ? null : pick(new ArrayList<>(written.values()), random);
  }

  @Nullable WrittenVersion writtenOf(Version version) {
    return written.get(version);
  }

  /** Optimistic certificates that lack only {@code author}'s signature. */
  List<Map.Entry<Version, Certificate>> toConsent(ClientId author) {
    return withoutConsent.entrySet().stream()
        .filter(entry -> entry.getKey().ts().client().equals(author))
        .filter(entry -> !prepared.containsKey(entry.getKey()))
        .toList();
  }

  @Nullable BftBcRequest request(Random random) {
    return requests.isEmpty() ? null : pick(requests, random);
  }

  private static <T> T pick(List<T> all, Random random) {
    return all.get(random.nextInt(all.size()));
  }
}
