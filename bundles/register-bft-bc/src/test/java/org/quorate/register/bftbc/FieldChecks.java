package org.quorate.register.bftbc;

import java.util.List;
import org.quorate.conformance.hostile.FieldCheck;
import org.quorate.conformance.hostile.FieldTrial;

/** How the fields of the messages are checked, and what shows it when that is left out. */
final class FieldChecks {
  static final List<FieldCheck> ALL =
      List.of(
          FieldCheck.of(
              "(ReadTs|Prepare|Write|Read|ReadWritten)\\.nonce\\..*|ReadTsPrep\\.nonce\\.round",
              "none: its sender's own choice, which the reply repeats",
              RequestFields::ownBusiness,
              FieldTrial.NOTHING),
          shownByMutant(
              "ReadTsPrep\\.nonce\\.operation",
              "READ-TS-PREP: once answered, answered the same",
              Mutant.ANSWERS_A_NONCE_ANEW),
          FieldCheck.of(
              "ReadTsPrep\\.hash",
              "none: its sender's own choice, for its own entry",
              RequestFields::ownBusiness,
              FieldTrial.NOTHING),
          FieldCheck.of(
              "(ReadTsPrep|Prepare\\.preparation)\\.written\\.(version\\.ts|certificate)\\..*",
              "P2: W is a write certificate",
              RequestFields::closing,
              RequestFields.TWO_OPEN),
          FieldCheck.of(
              "ReadTsPrep\\.written\\.version\\.hash",
              "P2: W is a write certificate",
              RequestFields::closing,
              RequestFields.ANSWERED),
          FieldCheck.of(
              "Prepare\\.preparation\\.predecessor\\.(version\\.ts\\.counter|certificate\\..*)",
              "P1: P is a prepare certificate",
              RequestFields::predecessor,
              "I2"),
          FieldCheck.of(
              "Prepare\\.(signature\\..*"
                  + "|preparation\\.predecessor\\.version\\.(ts\\.client\\..*|ts\\.path|hash)"
                  + "|preparation\\.written\\.version\\.hash)",
              "P1: signed, in this epoch",
              RequestFields::forgotten,
              "who lost its journal is stuck"),
          FieldCheck.of(
              "Prepare\\.preparation\\.predecessor\\.consent\\..*",
              "P1: C1, of P",
              RequestFields::consentOfPredecessor,
              RequestFields.ANSWERED),
          shownByMutant(
              "Prepare\\.preparation\\.version\\.ts\\.counter",
              "P1: the successor",
              Mutant.GRANTS_ANY_SUCCESSOR),
          shownByMutant(
              "Prepare\\.preparation\\.version\\.ts\\.path",
              "P1: the successor, on the path base",
              Mutant.PREPARES_ON_EITHER_PATH),
          FieldCheck.of(
              "Prepare\\.preparation\\.version\\.ts\\.client\\..*",
              "P1: the signer, who may write",
              RequestFields::invented,
              RequestFields.TWO_OPEN),
          shownByMutant(
              "Prepare\\.preparation\\.version\\.hash",
              "P3: one version for each client",
              Mutant.GRANTS_ANYTHING),
          FieldCheck.of(
              "Write\\.(prepared|value)\\..*",
              "WRITE: a prepare certificate, C1, the value's hash",
              RequestFields::write,
              "readers are stuck"),
          FieldCheck.of(
              "(ReadTs|Read)Reply\\.nonce\\.operation",
              "nonces: of the question that is asked now",
              ReplyNonces::tell,
              ReplyNonces.BELOW),
          FieldCheck.of(
              "(ReadTs|Read)Reply\\.nonce\\.round|(ReadTsPrep|Prepare|Conflict|Write)Reply\\.nonce\\..*",
              "nonces: of the question that is asked now",
              ReplyNonces::tell,
              ReplyNonces.ACCUSED),
          FieldCheck.of(
              "ReadTsReply\\.prepared\\..*",
              "READ-TS: a prepare certificate, C1",
              ReplyFields::readTs,
              ReplyFields.FAILS),
          FieldCheck.of(
              "ReadTsPrepReply\\.prepared\\..*",
              "READ-TS: a prepare certificate, C1",
              ReplyFields::readTsPrep,
              ReplyFields.FAILS),
          FieldCheck.of(
              "ReadTsPrepReply\\.ts\\.(counter|client\\..*)",
              "READ-TS-PREP: a quorum attested the same",
              ReplyFields::granted,
              ReplyNonces.ACCUSED),
          FieldCheck.of(
              "ReadTsPrepReply\\.ts\\.path",
              "the record's own: optimistic",
              ReplyFields::refusedByTheRecord,
              FieldTrial.NOTHING),
          FieldCheck.of(
              "ConflictReply\\.entry\\.promise\\.version\\.ts\\.counter",
              "J3: signed by this client",
              ReplyFields::entry,
              ReplyFields.FAILS),
          FieldCheck.of(
              "ConflictReply\\.entry\\.promise\\.version\\.ts\\.client\\..*",
              "J3: of this client",
              ReplyFields::entryClient,
              ReplyFields.FAILS),
          FieldCheck.of(
              "ConflictReply\\.entry\\.signature\\.(publicKey|signature)",
              "J3: signed by this client",
              ReplyFields::entrySignature,
              ReplyFields.FAILS),
          FieldCheck.of(
              "ConflictReply\\.entry\\.(promise\\.(version\\.(ts\\.path|hash)|predecessor\\..*|written\\..*)"
                  + "|signature\\.epoch\\..*)",
              "J3: signed by this client",
              ReplyFields::restOfEntry,
              "liars are not found out"),
          FieldCheck.of(
              "ReadReply\\.(prepared|value)\\..*",
              "READ: a prepare certificate, C1, the value's hash",
              ReplyFields::read,
              ReplyFields.FAILS),
          FieldCheck.of(
              "ReadReply\\.writeCertificate\\..*",
              "READ: a write certificate",
              ReplyFields::writeCertificate,
              "new, then old"));

  private FieldChecks() {}

  private static FieldCheck shownByMutant(String fields, String check, Mutant mutant) {
    return FieldCheck.shownBy(fields, check, "mutant: " + mutant);
  }
}
