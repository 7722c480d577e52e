package org.quorate.register.bftbc;

import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.quorate.api.certificate.Certificate;
import org.quorate.api.machine.Ask;
import org.quorate.api.machine.ClientOperation;
import org.quorate.api.machine.ClientStep;
import org.quorate.api.machine.Input;
import org.quorate.api.machine.Nonce;
import org.quorate.api.model.Bytes;
import org.quorate.api.model.Key;
import org.quorate.api.model.ReplicaSet;
import org.quorate.api.model.Timestamp;
import org.quorate.api.model.Timestamp.Path;
import org.quorate.api.model.Value;
import org.quorate.api.model.Version;
import org.quorate.api.register.RegisterProtocol.ClientSetting;
import org.quorate.conformance.lab.Lab;
import org.quorate.register.bftbc.BftBcRequest.Prepare;
import org.quorate.register.bftbc.BftBcRequest.ReadTsPrep;
import org.quorate.register.bftbc.BftBcRequest.ReadWritten;
import org.quorate.register.bftbc.BftBcRequest.Write;

/**
 * One random act of a faulty client that knows all the loot: equivocation, chains of prepares,
 * hoarded and partial writes, stolen certificates, replays. Not pure: it is no protocol.
 */
final class Colluder implements ClientOperation<BftBcRequest, BftBcReply, WriterJournal> {
  private static final int VALUES = 4;

  private final Loot loot;
  private final Random random;
  private final ClientSetting<WriterJournal> setting;
  private final Nonce nonce;
  private @Nullable Preparation preparation;
  private Map.@Nullable Entry<Version, Certificate> consenting;

  Colluder(Loot loot, Random random, ClientSetting<WriterJournal> setting, Nonce nonce) {
    this.loot = loot;
    this.random = random;
    this.setting = setting;
    this.nonce = nonce;
  }

  /**
   * Lets a client act now and then.
   *
   * @param acts how often
   * @param millis from now on, in which it does
   */
  static void schedule(
      Lab<ReplicaState, BftBcRequest, BftBcReply, WriterJournal> lab,
      String name,
      Key key,
      Loot loot,
      Random random,
      int acts,
      int millis) {
    for (int i = 0; i < acts; i++) {
      lab.at(
          random.nextInt(millis) * 1_000_000L,
          () ->
              lab.client(name)
                  .perform(
                      key,
                      (setting, nonce) ->
                          new Colluder(loot, new Random(random.nextLong()), setting, nonce)));
    }
  }

  @Override
  public ClientStep<BftBcRequest, BftBcReply, WriterJournal> step(Input<BftBcReply> input) {
    if (input instanceof Input.Started<BftBcReply>) {
      loot.update();
      return act();
    }
    if (input instanceof Input.Signed<BftBcReply> signed) {
      return signed(signed.signature());
    }
    return input instanceof Input.TimerFired<BftBcReply>
        ? ClientStep.to(this).failing("enough for now")
        : ClientStep.to(this);
  }

  private ClientStep<BftBcRequest, BftBcReply, WriterJournal> act() {
    int dice = random.nextInt(100);
    if (dice < 15) {
      return ask(new ReadWritten(nonce));
    }
    if (dice < 45) {
      preparation = preparation();
      return ClientStep.to(this).signing(preparation.promise().payload(setting.scope()));
    }
    if (dice < 60) {
      return ask(new ReadTsPrep(nonce, hash(), loot.written(random)));
    }
    if (dice < 70) {
      List<Map.Entry<Version, Certificate>> open = loot.toConsent(setting.self());
      if (!open.isEmpty()) {
        consenting = open.get(random.nextInt(open.size()));
        return ClientStep.to(this)
            .signing(PreparedVersion.payload(setting.scope(), consenting.getKey()));
      }
    }
    PreparedVersion version = loot.writable(random);
    if (dice < 85 && version != null) {
      return write(version);
    }
    BftBcRequest replay = loot.request(random);
    return ask(replay == null ? new ReadWritten(nonce) : replay);
  }

  private Preparation preparation() {
    PreparedVersion predecessor = loot.prepared(random);
    Timestamp next = predecessor.ts().successor(setting.self());
    Version version = new Version(random.nextInt(10) == 0 ? leap(next) : next, hash());
    WrittenVersion complete = loot.writtenOf(predecessor.version());
    return new Preparation(
        predecessor,
        version,
        complete != null && random.nextBoolean() ? complete : loot.written(random));
  }

  /** Beyond the successor, or short of it. */
  private Timestamp leap(Timestamp successor) {
    return new Timestamp(
        1 + random.nextInt((int) successor.counter() + 3), setting.self(), Path.BASE);
  }

  /** Of one of a few values of its own, one of which nobody else ever learns, or of anybody's. */
  private Bytes hash() {
    Bytes stolen = loot.hash(random);
    int dice = random.nextInt(8);
    if (stolen != null && dice == 0) {
      return stolen;
    }
    Value own = Bench.value(setting.self().name() + "-" + random.nextInt(VALUES));
    if (dice == 1) {
      return Bench.value(setting.self().name() + "-withheld").hash();
    }
    loot.learn(own);
    return own.hash();
  }

  private ClientStep<BftBcRequest, BftBcReply, WriterJournal> signed(Bytes signature) {
    ClientSignature own =
        new ClientSignature(setting.scope().epoch(), setting.publicKey(), signature);
    if (preparation != null) {
      return ask(new Prepare(nonce, preparation, own));
    }
    PreparedVersion version = new PreparedVersion(consenting.getKey(), consenting.getValue(), own);
    loot.learn(version);
    return write(version);
  }

  private ClientStep<BftBcRequest, BftBcReply, WriterJournal> write(PreparedVersion version) {
    Value value = loot.value(version.version());
    return value == null
        ? ask(new ReadWritten(nonce))
        : ask(new Write(nonce, version, value), 1 + random.nextInt(2));
  }

  /** Most replicas, for some time. */
  private ClientStep<BftBcRequest, BftBcReply, WriterJournal> ask(BftBcRequest request) {
    return ask(request, 2);
  }

  /** About so many thirds of the replicas, for some time. */
  private ClientStep<BftBcRequest, BftBcReply, WriterJournal> ask(
      BftBcRequest request, int thirds) {
    ReplicaSet all = ReplicaSet.firstOf(setting.quorums().replicas());
    ReplicaSet some =
        ReplicaSet.copyOf(all.stream().filter(replica -> random.nextInt(3) < thirds).toList());
    return ClientStep.to(this)
        .asking(new Ask<>(some.isEmpty() ? all : some, request))
        .settingTimer(5 + random.nextInt(60));
  }

  @Override
  public String progress() {
    return "plotting";
  }
}
