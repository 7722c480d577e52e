package org.quorate.distributions.planted.runtime;

import org.quorate.distributions.planted.otherbundle.OtherBundle;

/** Goes against an arrow by naming a class. */
public class RuntimeThatKnowsABundle {
  boolean isKnown(Object part) {
    return part instanceof OtherBundle;
  }
}
