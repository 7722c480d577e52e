package org.quorate.conformance.lab;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.quorate.api.certificate.Certifier;
import org.quorate.api.crypto.SigningKeys;
import org.quorate.api.machine.Reply;
import org.quorate.api.machine.Request;
import org.quorate.api.model.Bytes;
import org.quorate.api.model.ClientId;
import org.quorate.api.register.RegisterProtocol;
import org.quorate.conformance.history.History;
import org.quorate.conformance.history.Operation;

/** The clients of a run, which come into being as they are named. */
final class LabClients<Q extends Request, A extends Reply, J> {
  private final RegisterProtocol<?, Q, A, J> protocol;
  private final LabSettings settings;
  private final Cryptography cryptography;
  private final @Nullable Certifier certifier;
  private final Surroundings<Q, A> lab;
  private final Map<String, LabClient<Q, A, J>> clients = new TreeMap<>();

  LabClients(
      RegisterProtocol<?, Q, A, J> protocol,
      LabSettings settings,
      Cryptography cryptography,
      @Nullable Certifier certifier,
      Surroundings<Q, A> lab) {
    this.protocol = protocol;
    this.settings = settings;
    this.cryptography = cryptography;
    this.certifier = certifier;
    this.lab = lab;
  }

  LabClient<Q, A, J> get(String name) {
    LabClient<Q, A, J> known = clients.get(name);
    if (known != null) {
      return known;
    }
    SigningKeys keys = cryptography.keysOf(name);
    LabClient<Q, A, J> client =
        new LabClient<>(
            ClientId.of(name, keys.publicKey()),
            keys,
            cryptography.signatures(),
            protocol,
            settings.quorums(),
            certifier,
            lab,
            new Random(Seeds.derive(settings.seed(), Bytes.utf8(name).hashCode())));
    clients.put(name, client);
    return client;
  }

  /** By name. */
  Collection<LabClient<Q, A, J>> all() {
    return Collections.unmodifiableCollection(clients.values());
  }

  /** Whether none that runs has anything left to do. */
  boolean areIdle() {
    return clients.values().stream().allMatch(c -> !c.isRunning() || c.isIdle());
  }

  History history() {
    List<Operation> seen = new ArrayList<>();
    for (LabClient<Q, A, J> client : clients.values()) {
      client.operations().stream().flatMap(LabOperation::seen).forEach(seen::add);
    }
    return History.of(seen);
  }

  /** What those that are not done wait for, one line each. */
  String progress() {
    return String.join(
        "\n", clients.values().stream().filter(c -> !c.isIdle()).map(LabClient::progress).toList());
  }
}
