package org.quorate.distributions.running;

import java.security.SecureRandom;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceReference;
import org.quorate.api.certificate.Attestor;
import org.quorate.api.certificate.CertificateScheme;
import org.quorate.api.certificate.CertificateSetting;
import org.quorate.api.certificate.CertificateTraits;
import org.quorate.api.certificate.Certifier;
import org.quorate.api.composition.PartProperties;
import org.quorate.api.crypto.SignatureScheme;
import org.quorate.api.crypto.SigningKeys;
import org.quorate.api.model.Bytes;
import org.quorate.api.model.ReplicaId;

/**
 * The activator of a bundle that puts itself before the schemes whose keys take a second to make:
 * it makes them once, by the scheme itself, and hands them out to every cluster of the test. In all
 * else the schemes work as they do.
 */
public final class KeysMadeOnce implements BundleActivator {
  /** Enough for four replicas, two clients and the operator of a cluster to have each its own. */
  private static final int KEYS = 7;

  @Override
  public void start(BundleContext context) throws Exception {
    CertificateScheme rsa = first(context, CertificateScheme.class, "threshold-rsa");
    offer(context, CertificateScheme.class, rsa.name(), new Dealt(rsa, new ConcurrentHashMap<>()));
    SignatureScheme pss = first(context, SignatureScheme.class, "rsa-pss-3072");
    SecureRandom random = new SecureRandom();
    List<SigningKeys> keys = Stream.generate(() -> pss.generate(random)).limit(KEYS).toList();
    offer(
        context,
        SignatureScheme.class,
        pss.name(),
        new Pooled(pss, Stream.generate(() -> keys).flatMap(List::stream).iterator()));
  }

  private static <T> T first(BundleContext context, Class<T> type, String name) throws Exception {
    ServiceReference<T> best =
        context.getServiceReferences(type, "(" + PartProperties.NAME + "=" + name + ")").stream()
            .max(ServiceReference::compareTo)
            .orElseThrow();
    return context.getService(best);
  }

  private static <T> void offer(BundleContext context, Class<T> type, String name, T service) {
    context.registerService(
        type,
        service,
        FrameworkUtil.asDictionary(
            Map.of(
                PartProperties.NAME,
                name,
                PartProperties.PROVIDER,
                "keys-made-once",
                Constants.SERVICE_RANKING,
                1)));
  }

  @Override
  public void stop(BundleContext context) {
    // The framework unregisters what this bundle registered.
  }

  /** Deals once for each quorum system, by what it says of itself. */
  record Dealt(CertificateScheme scheme, Map<String, Dealing> dealings)
      implements CertificateScheme {
    @Override
    public String name() {
      return scheme.name();
    }

    @Override
    public CertificateTraits traits() {
      return scheme.traits();
    }

    @Override
    public Dealing deal(CertificateSetting setting, SecureRandom random) {
      return dealings.computeIfAbsent(
          setting.quorums().toString(), quorums -> scheme.deal(setting, random));
    }

    @Override
    public Certifier certifier(CertificateSetting setting, Bytes publicParameters) {
      return scheme.certifier(setting, publicParameters);
    }

    @Override
    public Attestor attestor(
        CertificateSetting setting, Bytes publicParameters, ReplicaId self, Bytes secret) {
      return scheme.attestor(setting, publicParameters, self, secret);
    }
  }

  /** Hands out the same keys in turn. */
  record Pooled(SignatureScheme scheme, Iterator<SigningKeys> keys) implements SignatureScheme {
    @Override
    public String name() {
      return scheme.name();
    }

    @Override
    public SigningKeys generate(SecureRandom random) {
      synchronized (keys) {
        return keys.next();
      }
    }

    @Override
    public Bytes sign(Bytes privateKey, Bytes message) {
      return scheme.sign(privateKey, message);
    }

    @Override
    public boolean verify(Bytes publicKey, Bytes message, Bytes signature) {
      return scheme.verify(publicKey, message, signature);
    }
  }
}
