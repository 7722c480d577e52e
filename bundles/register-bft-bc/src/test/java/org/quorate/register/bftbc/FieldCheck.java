package org.quorate.register.bftbc;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.quorate.conformance.hostile.MessageField;
import org.quorate.register.bftbc.FieldTrial.Story;

/**
 * How fields are checked, and what shows it when that is left out: a mutant, or a story. A field
 * that needs no check of its own has a story in which nothing comes of it.
 */
@SuppressWarnings("ImmutableEnumChecker") // which cannot see that stories hold nothing
enum FieldCheck {
  NONCE_OF_A_REQUEST(
      "(ReadTs|Prepare|Write|Read|ReadWritten)\\.nonce\\..*|ReadTsPrep\\.nonce\\.round",
      "none: its sender's own choice, which the reply repeats",
      RequestFields::ownBusiness,
      FieldTrial.NOTHING),
  OPERATION_OF_READ_TS_PREP(
      "ReadTsPrep\\.nonce\\.operation",
      "READ-TS-PREP: once answered, answered the same",
      Mutant.ANSWERS_A_NONCE_ANEW),
  HASH_OF_READ_TS_PREP(
      "ReadTsPrep\\.hash",
      "none: its sender's own choice, for its own entry",
      RequestFields::ownBusiness,
      FieldTrial.NOTHING),
  W(
      "(ReadTsPrep|Prepare\\.preparation)\\.written\\.(version\\.ts|certificate)\\..*",
      "P2: W is a write certificate",
      RequestFields::closing,
      "a client has two open prepares"),
  HASH_OF_W_IN_READ_TS_PREP(
      "ReadTsPrep\\.written\\.version\\.hash",
      "P2: W is a write certificate",
      RequestFields::closing,
      RequestFields.ANSWERED),
  COUNTER_OF_P(
      "Prepare\\.preparation\\.predecessor\\.(version\\.ts\\.counter|certificate\\..*)",
      "P1: P is a prepare certificate",
      RequestFields::predecessor,
      "I2"),
  SIGNATURE_OF_PREPARE(
      "Prepare\\.(signature\\..*"
          + "|preparation\\.predecessor\\.version\\.(ts\\.client\\..*|ts\\.path|hash)"
          + "|preparation\\.written\\.version\\.hash)",
      "P1: signed, in this epoch",
      RequestFields::forgotten,
      "who lost its journal is stuck"),
  CONSENT_OF_P(
      "Prepare\\.preparation\\.predecessor\\.consent\\..*",
      "P1: C1, of P",
      RequestFields::consentOfPredecessor,
      RequestFields.ANSWERED),
  COUNTER_OF_PREPARE(
      "Prepare\\.preparation\\.version\\.ts\\.counter",
      "P1: the successor",
      Mutant.GRANTS_ANY_SUCCESSOR),
  PATH_OF_PREPARE(
      "Prepare\\.preparation\\.version\\.ts\\.path",
      "P1: the successor, on the path base",
      Mutant.PREPARES_ON_EITHER_PATH),
  AUTHOR_OF_PREPARE(
      "Prepare\\.preparation\\.version\\.ts\\.client\\..*",
      "P1: the signer, who may write",
      RequestFields::invented,
      "a client has two open prepares"),
  HASH_OF_PREPARE(
      "Prepare\\.preparation\\.version\\.hash",
      "P3: one version for each client",
      Mutant.GRANTS_ANYTHING),
  WRITE(
      "Write\\.(prepared|value)\\..*",
      "WRITE: a prepare certificate, C1, the value's hash",
      RequestFields::write,
      "readers are stuck"),
  OPERATION_OF_A_NEWEST_VERSION(
      "(ReadTs|Read)Reply\\.nonce\\.operation",
      "nonces: of the question that is asked now",
      ReplyNonces::tell,
      ReplyNonces.BELOW),
  NONCE_OF_A_REPLY(
      "(ReadTs|Read)Reply\\.nonce\\.round|(ReadTsPrep|Prepare|Conflict|Write)Reply\\.nonce\\..*",
      "nonces: of the question that is asked now",
      ReplyNonces::tell,
      ReplyNonces.ACCUSED),
  P_OF_READ_TS_REPLY(
      "ReadTsReply\\.prepared\\..*",
      "READ-TS: a prepare certificate, C1",
      ReplyFields::readTs,
      "a correct client's operation fails"),
  P_OF_READ_TS_PREP_REPLY(
      "ReadTsPrepReply\\.prepared\\..*",
      "READ-TS: a prepare certificate, C1",
      ReplyFields::readTsPrep,
      "a correct client's operation fails"),
  GRANT(
      "ReadTsPrepReply\\.ts\\.(counter|client\\..*)",
      "READ-TS-PREP: a quorum attested the same",
      ReplyFields::granted,
      ReplyNonces.ACCUSED),
  PATH_OF_A_GRANT(
      "ReadTsPrepReply\\.ts\\.path",
      "the record's own: optimistic",
      ReplyFields::refusedByTheRecord,
      FieldTrial.NOTHING),
  COUNTER_OF_A_CONFLICT(
      "ConflictReply\\.entry\\.promise\\.version\\.ts\\.counter",
      "J3: signed by this client",
      ReplyFields::entry,
      "a correct client's operation fails"),
  CLIENT_OF_A_CONFLICT(
      "ConflictReply\\.entry\\.promise\\.version\\.ts\\.client\\..*",
      "J3: of this client",
      ReplyFields::entryClient,
      "a correct client's operation fails"),
  SIGNATURE_OF_A_CONFLICT(
      "ConflictReply\\.entry\\.signature\\.(publicKey|signature)",
      "J3: signed by this client",
      ReplyFields::entrySignature,
      "a correct client's operation fails"),
  REST_OF_A_CONFLICT(
      "ConflictReply\\.entry\\.(promise\\.(version\\.(ts\\.path|hash)|predecessor\\..*|written\\..*)"
          + "|signature\\.epoch\\..*)",
      "J3: signed by this client",
      ReplyFields::restOfEntry,
      "liars are not found out"),
  READ(
      "ReadReply\\.(prepared|value)\\..*",
      "READ: a prepare certificate, C1, the value's hash",
      ReplyFields::read,
      "a correct client's operation fails"),
  W_OF_READ(
      "ReadReply\\.writeCertificate\\..*",
      "READ: a write certificate",
      ReplyFields::writeCertificate,
      "new, then old");

  private final Pattern fields;
  final String check;
  final @Nullable Mutant mutant;
  final @Nullable Story story;

  /** How the story ends, at one of the changes at least. */
  final String sign;

  FieldCheck(String fields, String check, Mutant mutant) {
    this.fields = Pattern.compile(fields);
    this.check = check;
    this.mutant = mutant;
    this.story = null;
    this.sign = "mutant: " + mutant;
  }

  FieldCheck(String fields, String check, Story story, String sign) {
    this.fields = Pattern.compile(fields);
    this.check = check;
    this.mutant = null;
    this.story = story;
    this.sign = sign;
  }

  boolean isOf(MessageField field) {
    return fields.matcher(field.toString()).matches();
  }
}
