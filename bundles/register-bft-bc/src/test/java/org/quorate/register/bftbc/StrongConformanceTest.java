package org.quorate.register.bftbc;

final class StrongConformanceTest extends BftBcConformance {
  StrongConformanceTest() {
    super(BftBcProtocol.STRONG);
  }
}
