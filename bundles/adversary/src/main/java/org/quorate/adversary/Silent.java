package org.quorate.adversary;

import org.quorate.api.adversary.ReplicaAdversary;

/** Says nothing. */
final class Silent implements ReplicaAdversary {
  @Override
  public String name() {
    return "silent";
  }

  @Override
  public String description() {
    return "B1: says nothing. Everything completes, as fast as the q-th fastest replica.";
  }

  @Override
  public boolean isSilent() {
    return true;
  }
}
