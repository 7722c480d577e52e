package org.quorate.conformance.hostile;

/**
 * One field of a message, changed.
 *
 * @param faults what the cluster is made for, where that matters
 * @param leftOut whether the check of that field is left out, and no other one
 */
public record FieldTrial(MessageField field, FieldChange change, int faults, boolean leftOut) {
  /** What a story ends with if nothing is wrong. */
  public static final String NOTHING = "nothing";

  /** What happens around a message in which the field is changed, and what is seen of it. */
  @FunctionalInterface
  public interface Story {
    /** {@link #NOTHING}, or what is wrong, in a few words that are always the same. */
    String tell(FieldTrial trial);
  }

  public boolean isOf(Class<?> message) {
    return field.message() == message;
  }

  /** Whether the field is the component {@code name}, or in it. */
  public boolean isIn(String name) {
    return field.path().contains(name);
  }
}
