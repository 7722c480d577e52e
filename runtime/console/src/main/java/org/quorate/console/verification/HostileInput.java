package org.quorate.console.verification;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;
import org.quorate.api.certificate.CertificateScheme;
import org.quorate.api.crypto.SignatureScheme;
import org.quorate.api.crypto.SigningKeys;
import org.quorate.api.model.Bytes;
import org.quorate.api.quorum.ImpossibleConfigurationException;
import org.quorate.api.quorum.QuorumConstruction;
import org.quorate.api.quorum.QuorumConstruction.Specification;
import org.quorate.api.quorum.QuorumKind;
import org.quorate.api.register.RegisterProtocol;
import org.quorate.conformance.certificate.HostileCertificates;
import org.quorate.conformance.hostile.SeededRandom;
import org.quorate.conformance.signature.HostileSignatures;
import org.quorate.host.parts.Deployed.Offer;

/** Input that an adversary may have chosen: each part answers it with its documented error only. */
final class HostileInput {
  private static final int INPUTS = 400;
  private static final long SEED = 1;
  private static final List<String> ODD_TEXTS =
      List.of("", " ", "0", "-1", "2147483648", "1e9", "NaN", ",", "\u0000", "x".repeat(10_000));

  private HostileInput() {}

  /** Whether there is input from outside to parts of that type. */
  static boolean concerns(Class<?> type) {
    return List.of(
            SignatureScheme.class,
            CertificateScheme.class,
            QuorumConstruction.class,
            RegisterProtocol.class)
        .contains(type);
  }

  /** Offers it; the result says how much. */
  static String offer(Offer<?> offer, Map<String, String> options) {
    if (offer.part() instanceof SignatureScheme scheme) {
      HostileSignatures hostile = new HostileSignatures(List.of(scheme));
      return damaged(samples(scheme), hostile::read) + ", as keys and as signatures";
    }
    if (offer.part() instanceof CertificateScheme scheme) {
      HostileCertificates hostile = new HostileCertificates(scheme);
      return damaged(hostile.samples(), hostile::read)
          + ", as proofs, attestations, parameters and secrets";
    }
    if (offer.part() instanceof QuorumConstruction construction) {
      return oddOptions(construction, options) + " odd specifications, refused or built";
    }
    HostileMessages<?, ?> hostile = HostileMessages.of((RegisterProtocol<?, ?, ?, ?>) offer.part());
    return damaged(hostile.samples(), hostile::read) + ", as requests and as replies";
  }

  private static List<Bytes> samples(SignatureScheme scheme) {
    SigningKeys keys = scheme.generate(new SeededRandom(SEED));
    Bytes signature = scheme.sign(keys.privateKey(), Bytes.utf8("message"));
    return List.of(keys.publicKey(), keys.privateKey(), signature, Bytes.EMPTY);
  }

  private static String damaged(List<Bytes> samples, Consumer<byte[]> reader) {
    Random random = new Random(SEED);
    for (int i = 0; i < INPUTS; i++) {
      reader.accept(damaged(samples.get(i % samples.size()).toByteArray(), random));
    }
    return "%,d damaged inputs".formatted(INPUTS);
  }

  /** Some bytes changed, some left out or doubled, or something appended. */
  private static byte[] damaged(byte[] sample, Random random) {
    List<Byte> bytes = new ArrayList<>();
    for (byte one : sample) {
      bytes.add(one);
    }
    for (int i = random.nextInt(4); i >= 0; i--) {
      int at = random.nextInt(bytes.size() + 1);
      switch (random.nextInt(4)) {
        case 0 -> bytes.add(at, (byte) random.nextInt());
        case 1 -> bytes.subList(Math.min(at, bytes.size()), bytes.size()).clear();
        case 2 -> bytes.addAll(at, List.copyOf(bytes.subList(at, Math.min(at + 9, bytes.size()))));
        default -> {
          if (at < bytes.size()) {
            bytes.set(at, (byte) (bytes.get(at) ^ 1 << random.nextInt(8)));
          }
        }
      }
    }
    byte[] result = new byte[bytes.size()];
    for (int i = 0; i < result.length; i++) {
      result[i] = bytes.get(i);
    }
    return result;
  }

  private static int oddOptions(QuorumConstruction construction, Map<String, String> options) {
    List<Map<String, String>> odd = new ArrayList<>();
    for (String text : ODD_TEXTS) {
      odd.add(Map.of("no-such-option", text));
      odd.add(Map.of(text, "1"));
      options.keySet().forEach(name -> odd.add(Map.of(name, text)));
    }
    int asked = 0;
    for (Map<String, String> some : odd) {
      for (int n : new int[] {1, 2, 4, 7, 100, 4096}) {
        for (QuorumKind kind : QuorumKind.values()) {
          for (int f : new int[] {0, 1, n - 1}) {
            if (f < n) {
              refusedOrBuilt(construction, new Specification(n, f, kind, some));
              asked++;
            }
          }
        }
      }
    }
    return asked;
  }

  private static void refusedOrBuilt(QuorumConstruction construction, Specification asked) {
    try {
      construction.build(asked);
    } catch (ImpossibleConfigurationException e) {
      if (e.getMessage() == null || e.getMessage().isBlank()) {
        throw new AssertionError("refused without a word: " + asked, e);
      }
    }
  }
}
