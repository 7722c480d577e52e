package org.quorate.signature.accp;

import com.code_intelligence.jazzer.junit.FuzzTest;
import org.quorate.conformance.signature.HostileSignatures;

class SignaturesFuzzTest {
  private static final HostileSignatures SIGNATURES =
      new HostileSignatures(AccpSignatures.schemes());

  @FuzzTest
  void d5_bytesAreKeysOrSignaturesOrNone(byte[] input) {
    SIGNATURES.read(input);
  }
}
