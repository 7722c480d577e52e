package org.quorate.conformance.signature;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.lifecycle.Lifespan;
import net.jqwik.api.lifecycle.Store;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.quorate.api.crypto.SignatureScheme;
import org.quorate.api.model.Bytes;
import org.quorate.conformance.result.ConformanceKit;

/**
 * What every provider of a signature scheme must pass, once for each scheme: subclass it and name
 * the scheme. Schemes of ours are held against published and crafted signatures, too.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@ConformanceKit(
    part = "scheme",
    withstands =
        "forged, altered and foreign signatures and keys; signatures on which providers "
            + "disagree; garbage; many threads",
    breaks =
        "nothing, since there is no f; schemes that are wrong on purpose are seen to fail "
            + "the kit")
public abstract class SignatureSchemeKit {
  private static final int TRIES = 100;

  /** More than any key or signature of ours has. */
  private static final int BYTES_MAX = 4096;

  /** The scheme to examine, a new instance. */
  protected abstract SignatureScheme scheme();

  /** Other providers of it that it must work together with. */
  protected List<SignatureScheme> others() {
    return List.of();
  }

  private @Nullable SignatureExam exam;

  /** Made once for all tests, because making keys may take seconds. */
  private synchronized SignatureExam exam() {
    if (exam == null) {
      exam = new SignatureExam(scheme());
    }
    return exam;
  }

  /** Made once for all properties, each try of which has an instance of this class. */
  private SignatureExam examOfProperties() {
    return Store.getOrCreate(getClass(), Lifespan.RUN, () -> new SignatureExam(scheme())).get();
  }

  @Test
  void verifiesWhatItSigned() {
    exam().verifiesWhatItSigned();
  }

  @Test
  void tellsMessagesAndKeysApart() {
    exam().tellsMessagesAndKeysApart();
  }

  @Test
  void makesFreshKeys() {
    exam().makesFreshKeys();
  }

  @Test
  void keepsToTheEncodings() {
    exam().keepsToTheEncodings();
  }

  @Test
  void takesNoOtherLength() {
    exam().takesNoOtherLength();
  }

  @Test
  void refusesToSignWithoutAKey() {
    exam().refusesToSignWith(Bytes.EMPTY);
  }

  /** Found by fuzzing: the JDK takes the first 32 bytes of anything for a key of Ed25519. */
  @Test
  void d5_refusesToSignWithAKeyAndMore() {
    exam().refusesToSignWithAKeyAndMore();
  }

  @Test
  void isThreadSafe() throws Exception {
    exam().isThreadSafe();
  }

  @Test
  void worksTogetherWithOthers() {
    others().forEach(exam()::worksTogetherWith);
  }

  @Test
  void signsAsTheStandardSays() {
    exam().signsAsTheStandardSays();
  }

  @Test
  void judgesPublishedSignatures() {
    List<SignatureCase> cases = SignatureCases.published(scheme().name());
    Assumptions.assumeFalse(cases.isEmpty(), "SKIPPED: no published vectors were found");
    cases.forEach(exam()::judges);
  }

  @Test
  void c1_judgesCraftedSignatures() {
    SignatureCases.crafted(scheme()).forEach(exam()::judges);
  }

  @Property(tries = TRIES)
  void refusesGarbage(
      @ForAll @Size(max = BYTES_MAX) byte[] key, @ForAll @Size(max = BYTES_MAX) byte[] signature) {
    examOfProperties().refusesGarbage(Bytes.wrap(key), Bytes.wrap(signature));
  }

  @Property(tries = TRIES)
  void noticesAFlippedBit(@ForAll @IntRange(max = 8 * BYTES_MAX) int bit) {
    examOfProperties().noticesAFlippedBit(bit);
  }

  @Property(tries = TRIES)
  void signsOrRefuses(
      @ForAll @Size(max = BYTES_MAX) byte[] key, @ForAll @IntRange(max = 8 * BYTES_MAX) int bit) {
    examOfProperties().signsOrRefuses(Bytes.wrap(key), bit);
  }
}
