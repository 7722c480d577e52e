package org.quorate.api.composition;

/**
 * The service properties by which a part is found, and the attributes of a capability by which a
 * bundle's manifest says that it offers one.
 */
public final class PartProperties {
  /** The namespace of capabilities and requirements in manifests. */
  public static final String NAMESPACE = "org.quorate.part";

  /**
   * What the part is for, as the key of a variant's file that it is chosen by: an attribute of
   * capabilities only, because of a service its type says so.
   */
  public static final String SLOT = "slot";

  /** What fills the slot, for example {@code threshold} or {@code ed25519}. Required. */
  public static final String NAME = "name";

  /** Who offers it, for example {@code bouncycastle}; parts of one name are interchangeable. */
  public static final String PROVIDER = "provider";

  private PartProperties() {}
}
