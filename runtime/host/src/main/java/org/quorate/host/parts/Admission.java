package org.quorate.host.parts;

/** What a provider must pass before its first call. */
@FunctionalInterface
interface Admission<T> {
  /**
   * The service as it is to be called. Called on the thread that registers the service, which goes
   * on when this returns.
   *
   * @throws ProviderFaultException if it must not be called
   */
  T admit(T service, Provider provider) throws ProviderFaultException;

  /** Everybody passes. */
  static <T> Admission<T> ofAll() {
    return (service, provider) -> service;
  }
}
