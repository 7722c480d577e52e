package org.quorate.host.parts;

import java.security.SecureRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.quorate.api.crypto.SignatureScheme;
import org.quorate.api.crypto.SigningKeys;
import org.quorate.api.model.Bytes;

/**
 * A provider that is called on threads which nobody misses, because it may never return. That costs
 * some microseconds a call, so it is for providers that were not shipped. A thread that hangs is
 * interrupted and left alone: the JVM cannot end it.
 */
final class BoundedSignatures implements SignatureScheme, AutoCloseable {
  private final SignatureScheme provider;
  private final long callMillisMax;
  private final ExecutorService threads;

  /** A call did not return in time. */
  static final class Hanging extends IllegalStateException {
    private static final long serialVersionUID = 1L;

    Hanging(long millis) {
      super("a call did not return in " + millis + " ms");
    }
  }

  BoundedSignatures(SignatureScheme provider, Provider from, long callMillisMax) {
    this.provider = provider;
    this.callMillisMax = callMillisMax;
    this.threads =
        Executors.newCachedThreadPool(
            work -> {
              Thread thread = new Thread(work, "quorate-provider-" + from.name());
              thread.setDaemon(true);
              return thread;
            });
  }

  @Override
  public String name() {
    return provider.name();
  }

  @Override
  public SigningKeys generate(SecureRandom random) {
    return call(() -> provider.generate(random));
  }

  @Override
  public Bytes sign(Bytes privateKey, Bytes message) {
    return call(() -> provider.sign(privateKey, message));
  }

  @Override
  public boolean verify(Bytes publicKey, Bytes message, Bytes signature) {
    return call(() -> provider.verify(publicKey, message, signature));
  }

  private <R> R call(Callable<R> work) {
    Future<R> result = threads.submit(work);
    try {
      return result.get(callMillisMax, TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      result.cancel(true);
      throw new Hanging(callMillisMax);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException thrown) {
        throw thrown;
      }
      if (e.getCause() instanceof Error thrown) {
        throw thrown;
      }
      throw new IllegalStateException("a provider threw a checked exception", e.getCause());
    } catch (InterruptedException e) {
      result.cancel(true);
      Thread.currentThread().interrupt();
      throw new PartUnavailableException("interrupted while a provider was called");
    }
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
