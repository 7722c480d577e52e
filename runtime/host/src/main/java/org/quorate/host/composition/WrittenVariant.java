package org.quorate.host.composition;

/** A variant as somebody wrote it: complaints about a choice say where it stands. */
public record WrittenVariant(Variant variant, Places places) {
  /** One that is in no file of its user's, so that complaints about it say no place. */
  public static WrittenVariant nowhere(Variant variant) {
    return new WrittenVariant(variant, Places.NONE);
  }

  /** The same with another store, which is chosen elsewhere. */
  public WrittenVariant on(Part store) {
    return new WrittenVariant(
        new Variant(
            variant.name(),
            variant.protocol(),
            variant.quorums(),
            variant.certificates(),
            variant.signatures(),
            variant.transport(),
            store,
            variant.recovery(),
            variant.tolerates(),
            variant.semantics()),
        places.without("store"));
  }
}
