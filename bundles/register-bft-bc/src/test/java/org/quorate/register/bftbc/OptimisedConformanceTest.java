package org.quorate.register.bftbc;

final class OptimisedConformanceTest extends BftBcConformance {
  OptimisedConformanceTest() {
    super(BftBcProtocol.OPTIMISED);
  }
}
