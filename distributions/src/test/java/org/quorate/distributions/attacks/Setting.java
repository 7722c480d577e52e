package org.quorate.distributions.attacks;

import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.quorate.api.register.RegisterProtocol;
import org.quorate.host.parts.Parts;

/** A protocol, and how many faulty replicas of 3f+1 it is to tolerate. */
record Setting(RegisterProtocol<?, ?, ?, ?> protocol, int faults) {

  /** The modes of BFT-BC, for one and for two faults. */
  static Stream<Setting> all(Parts parts) {
    return Stream.of("bft-bc-base", "bft-bc", "bft-bc-strong")
        .map(name -> parts.lease(RegisterProtocol.class, name).call(protocol -> protocol))
        .flatMap(protocol -> IntStream.rangeClosed(1, 2).mapToObj(f -> new Setting(protocol, f)));
  }

  @Override
  public String toString() {
    return protocol.name() + ", f = " + faults;
  }
}
