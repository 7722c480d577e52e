package org.quorate.distributions.planted.api;

import org.quorate.distributions.planted.otherbundle.OtherBundle;

/** Goes against an arrow by an array of results. */
public interface ApiThatKnowsABundle {
  OtherBundle[] parts();
}
