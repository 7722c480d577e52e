package org.quorate.register.bftbc;

import org.quorate.api.register.Guarantee;
import org.quorate.api.register.Guarantee.FaultModel;
import org.quorate.api.register.Guarantee.RoundTrips;
import org.quorate.api.register.Guarantee.Semantics;

/** The three protocols of the paper; they differ in how a write is prepared. */
enum Mode {
  /** READ-TS, PREPARE, WRITE. */
  BASE(1, 0, 3, 3, "base protocol"),
  /** READ-TS-PREP, WRITE; and PREPARE in between where predictions differ. */
  OPTIMISED(2, 0, 2, 3, "optimised protocol"),
  /** As base; and nothing is prepared on what did not complete. */
  STRONG(1, 2, 3, 4, "strong protocol");

  private final int lurkingWritesMax;
  private final int maskingWrites;
  private final int writeRoundTripsBest;
  private final int writeRoundTripsWorst;
  private final String protocol;

  Mode(
      int lurkingWritesMax,
      int maskingWrites,
      int writeRoundTripsBest,
      int writeRoundTripsWorst,
      String protocol) {
    this.lurkingWritesMax = lurkingWritesMax;
    this.maskingWrites = maskingWrites;
    this.writeRoundTripsBest = writeRoundTripsBest;
    this.writeRoundTripsWorst = writeRoundTripsWorst;
    this.protocol = protocol;
  }

  Guarantee guarantee() {
    return new Guarantee(
        FaultModel.BYZANTINE_CLIENTS,
        Semantics.ATOMIC,
        lurkingWritesMax,
        maskingWrites,
        new RoundTrips(1, 2, writeRoundTripsBest, writeRoundTripsWorst),
        "Liskov and Rodrigues, ICDCS 2006, " + protocol);
  }
}
