package org.quorate.api.recovery;

/**
 * Names a sharing of the service's private key (APSS: Zhou, Schneider and van Renesse 2005). Shares
 * of equal label combine, others never do.
 *
 * @param epoch the share epoch, 0 for what the dealer made
 * @param coordinator the number of the replica that coordinated the refresh, 0 for the dealer
 */
public record ShareLabel(long epoch, int coordinator) {
  public static final ShareLabel INITIAL = new ShareLabel(0, 0);

  public ShareLabel {
    if (epoch < 0 || coordinator < 0) {
      throw new IllegalArgumentException(
          "a share label has no negative part: " + epoch + ", " + coordinator);
    }
  }
}
