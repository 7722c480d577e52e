package org.quorate.register.bftbc;

final class BaseConformanceTest extends BftBcConformance {
  BaseConformanceTest() {
    super(BftBcProtocol.BASE);
  }
}
