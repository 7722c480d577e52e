package org.quorate.register.bftbc;

import java.util.Locale;
import java.util.Set;
import java.util.function.Supplier;

/**
 * A bug that an implementation could have, one at a time, and what must show it: a violation in
 * random schedules, in each mode that has the rule; or a directed case.
 */
@SuppressWarnings("ImmutableEnumChecker") // which cannot see that what mutants hold never changes
enum Mutant {
  GRANTS_ANY_SUCCESSOR(
      "P1",
      "a replica prepares any timestamp, not just the successor",
      BrokenGrants::grantingAnySuccessor,
      randomly("I2")),
  PREPARES_ON_EITHER_PATH(
      "P1",
      "a replica prepares on the optimistic path, too",
      BrokenGrants::preparingOnEitherPath,
      directed("p1_aPrepareOnTheOptimisticPathGivesATimestampTwoValues")),
  PREPARES_ON_WHAT_DID_NOT_COMPLETE(
      "P1, strong",
      "a replica asks for no write certificate of the predecessor",
      BrokenGrants::preparingOnWhatDidNotComplete,
      randomly("I3"),
      Mode.STRONG),
  TAKES_ANY_SIGNATURE_OF_A_PREPARE(
      "P1",
      "a replica does not check who signed a PREPARE",
      BrokenClaims::takingAnySignatureOfAPrepare,
      directed("p1_aPrepareSignedByAnybodyBlocksItsClient")),
  TAKES_PREPARES_OF_REMOVED_CLIENTS(
      "P1",
      "a replica prepares for clients that were removed",
      BrokenGrants::takingPreparesOfRemovedClients,
      directed("p1_aPrepareOfARemovedClientIsCertified")),
  LEARNS_NOTHING_FROM_WRITE_CERTIFICATES(
      "P2",
      "a replica leaves writeTs where it is, so that no entry is ever closed",
      BrokenGrants::learningNothingFromWriteCertificates,
      randomly("stuck")),
  TAKES_ANY_WRITE_CERTIFICATE(
      "P2",
      "a replica does not verify W",
      BrokenClaims::takingAnyWriteCertificate,
      directed("p2_aForgedWriteCertificateClosesAnOpenEntry")),
  GRANTS_ANYTHING(
      "P3",
      "a replica prepares whatever it is asked to, whatever it has prepared before",
      BrokenGrants::grantingAnything,
      randomly("I1")),
  FORGETS_CLOSED_ENTRIES(
      "P3",
      "a replica drops the entries of writes that it knows to be complete",
      BrokenReplicas::forgettingClosedEntries,
      randomly("I1")),
  KEEPS_ONE_LIST(
      "P3",
      "a replica does not keep the entries of the two paths apart",
      BrokenGrants::keepingOneListForBothPaths,
      randomly("stuck"),
      Mode.OPTIMISED),
  REFUSES_WHAT_IS_LATE(
      "P4",
      "a replica prepares nothing below a completed write",
      BrokenGrants::refusingWhatIsLate,
      randomly("failed")),
  RECORDS_NOTHING(
      "P4",
      "a replica attests, and keeps no entry",
      BrokenReplicas::recordingNothing,
      randomly("I1")),
  FORGETS_ENTRIES_AT_A_RESTART(
      "P5",
      "a replica that restarts has lost its lists",
      BrokenReplicas::forgettingEntriesAtARestart,
      randomly("I1")),
  SENDS_BEFORE_IT_PERSISTS(
      "P5",
      "a replica's host sends first and persists then",
      BrokenHosts::sendingBeforePersisting,
      randomly("I5")),
  ANSWERS_A_NONCE_ANEW(
      "READ-TS-PREP",
      "a replica grants another timestamp to a question that it has answered",
      BrokenGrants::answeringANonceAnew,
      directed("readTsPrep_aNonceAnsweredAnewIsGrantedAtManyTimestamps")),
  INSTALLS_WHATEVER_IS_WRITTEN(
      "WRITE",
      "a replica installs smaller versions, too",
      BrokenReplicas::installingWhateverIsWritten,
      randomly("I4")),
  HOLDS_OLD_VERSIONS(
      "WRITE",
      "a replica attests every third version without holding it",
      BrokenReplicas::holdingOldVersions,
      randomly("not atomic")),
  KEEPS_AN_OLD_WRITE_CERTIFICATE(
      "WRITE",
      "a replica shows the write certificate of the version before with a new one",
      BrokenReplicas::keepingTheWriteCertificateOfAnotherVersion,
      randomly("stuck")),
  TAKES_ANY_VALUE(
      "WRITE",
      "a value's hash is not checked",
      BrokenClaims::takingAnyValue,
      directed("write_aValueOfAnotherHashIsRead")),
  TAKES_CERTIFICATES_OF_ANOTHER_KEY(
      "WRITE",
      "a certificate is not bound to its register",
      BrokenClaims::takingCertificatesOfAnotherKey,
      directed("write_aCertificateOfAnotherRegisterInstallsAValue")),
  WRITES_NOTHING_BACK(
      "READ",
      "a reader returns what it should first write back",
      BrokenClients::writingNothingBack,
      randomly("not atomic")),
  FETCHES_EXACTLY_WHAT_IS_CLAIMED(
      "READ",
      "a reader asks for versions, and then for the value of the largest one",
      BrokenClients::fetchingExactlyWhatIsClaimed,
      directed("read_theValueOfAVersionThatNobodyWroteIsAwaitedForEver")),
  TAKES_ANSWERS_TO_OTHER_QUESTIONS(
      "nonces",
      "a reader does not look at the nonce of an answer",
      BrokenClients::takingAnswersToOtherQuestions,
      directed("nonce_anOldAnswerIsTakenForANewOne")),
  HAS_QUORUMS_ONE_TOO_SMALL(
      "quorums", "2f replicas are enough", BrokenHosts::withQuorumsOneTooSmall, randomly("I1")),
  ASKS_FOR_NO_CONSENT(
      "C1",
      "an optimistic version counts without its author's signature",
      BrokenClaims::askingForNoConsent,
      directed("c1_withoutConsentAValueAppearsTwice")),
  BEGINS_ANEW_AFTER_A_RESTART(
      "J1",
      "a client that restarts takes a new timestamp for the write that it had begun",
      BrokenClients::beginningAnewAfterARestart,
      randomly("I6")),
  GIVES_UP_ON_A_CONFLICT(
      "J3", "a CONFLICT ends a write", BrokenClients::givingUpOnAConflict, randomly("failed"));

  /**
   * What shows a mutant.
   *
   * @param name of a violation, or of a test of {@link DirectedMutantTest}
   */
  record Sign(String name, boolean isRandom) {}

  final String rule;
  final String description;
  final Sign sign;
  final Set<Mode> modes;
  private final Supplier<Alteration> alteration;

  Mutant(
      String rule, String description, Supplier<Alteration> alteration, Sign sign, Mode... modes) {
    this.rule = rule;
    this.description = description;
    this.alteration = alteration;
    this.sign = sign;
    this.modes = Set.of(modes.length == 0 ? Mode.values() : modes);
  }

  private static Sign randomly(String violation) {
    return new Sign(violation, true);
  }

  private static Sign directed(String test) {
    return new Sign(test, false);
  }

  Alteration plant() {
    return alteration.get();
  }

  /** For people, for example {@code grants anything}. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
