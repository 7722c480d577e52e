package org.quorate.api.quorum;

/** What a quorum is for. Systems with one kind of quorum use it for both. */
public enum QuorumRole {
  /** To learn the newest version. */
  READ,
  /** To make a version known, and to form a certificate. */
  WRITE
}
