package org.quorate.api.composition;

/** The service properties by which a part is found. */
public final class PartProperties {
  /** What fills the slot, for example {@code threshold} or {@code ed25519}. Required. */
  public static final String NAME = "name";

  /** Who offers it, for example {@code bouncycastle}; parts of one name are interchangeable. */
  public static final String PROVIDER = "provider";

  private PartProperties() {}
}
