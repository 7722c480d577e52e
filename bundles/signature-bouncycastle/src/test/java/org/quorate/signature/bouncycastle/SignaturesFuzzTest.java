package org.quorate.signature.bouncycastle;

import com.code_intelligence.jazzer.junit.FuzzTest;
import org.quorate.conformance.signature.HostileSignatures;

class SignaturesFuzzTest {
  private static final HostileSignatures SIGNATURES =
      new HostileSignatures(BouncyCastleSignatures.schemes());

  @FuzzTest
  void d5_bytesAreKeysOrSignaturesOrNone(byte[] input) {
    SIGNATURES.read(input);
  }
}
