package org.quorate.console.commands;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.quorate.api.adversary.ClientAdversary;
import org.quorate.api.adversary.ReplicaAdversary;
import org.quorate.api.certificate.CertificateScheme;
import org.quorate.api.crypto.SignatureScheme;
import org.quorate.api.quorum.QuorumConstruction;
import org.quorate.api.recovery.RecoveryPolicy;
import org.quorate.api.register.RegisterProtocol;
import org.quorate.api.storage.StoreProvider;
import org.quorate.api.transport.Transport;
import org.quorate.host.parts.BundleFiles;
import org.quorate.host.parts.Parts;
import org.quorate.host.parts.Parts.Installed;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code quorate parts}. */
@Command(
    name = "parts",
    description = "List the parts that are installed.",
    mixinStandardHelpOptions = true)
public final class PartsCommand implements Callable<Integer> {
  @Mixin private Output output;

  /** All installed parts. */
  record Report(List<Installed> parts) {}

  @Override
  public Integer call() throws IOException {
    try (Parts parts = Parts.start(BundleFiles.find())) {
      List<Installed> all = new ArrayList<>();
      all.addAll(parts.installed(RegisterProtocol.class, "protocol"));
      all.addAll(parts.installed(QuorumConstruction.class, "quorums"));
      all.addAll(parts.installed(CertificateScheme.class, "certificates"));
      all.addAll(parts.installed(SignatureScheme.class, "signatures"));
      all.addAll(parts.installed(Transport.class, "transport"));
      all.addAll(parts.installed(StoreProvider.class, "store"));
      all.addAll(parts.installed(RecoveryPolicy.class, "recovery"));
      all.addAll(parts.installed(ReplicaAdversary.class, "replica adversary"));
      all.addAll(parts.installed(ClientAdversary.class, "client adversary"));
      output.print(
          Report.class,
          new Report(all),
          out -> {
            out.printf("%-18s%-20s%-14s%s%n", "slot", "part", "provider", "bundle");
            for (Installed part : all) {
              out.printf(
                  "%-18s%-20s%-14s%s %s%n",
                  part.slot(), part.name(), part.provider(), part.bundle(), part.version());
            }
          });
    }
    return 0;
  }
}
