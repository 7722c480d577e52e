package org.quorate.distributions.planted.bundle;

import org.quorate.distributions.planted.otherbundle.OtherBundle;
import org.quorate.distributions.planted.runtime.RuntimeThatKnowsABundle;

/** Goes against two arrows, by a call and by inheritance. */
public final class BundleThatKnowsTooMuch extends RuntimeThatKnowsABundle {
  Object neighbour() {
    return new OtherBundle();
  }
}
