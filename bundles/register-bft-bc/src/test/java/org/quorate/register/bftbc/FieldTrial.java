package org.quorate.register.bftbc;

import org.quorate.conformance.hostile.FieldChange;
import org.quorate.conformance.hostile.MessageField;

/**
 * One field of a message, changed, and what comes of it at 3f + 1 replicas.
 *
 * @param leftOut whether the check of that field is left out, and no other one
 */
record FieldTrial(MessageField field, FieldChange change, int faults, boolean leftOut) {
  /** What a story ends with if nothing is wrong. */
  static final String NOTHING = "nothing";

  /** What happens around a message in which the field is changed, and what is seen of it. */
  interface Story {
    String tell(FieldTrial trial);
  }

  boolean isOf(Class<?> message) {
    return field.message() == message;
  }

  /** Whether the field is the component {@code name}, or in it. */
  boolean isIn(String name) {
    return field.path().contains(name);
  }
}
