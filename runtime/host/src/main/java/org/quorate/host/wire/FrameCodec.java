package org.quorate.host.wire;

import org.quorate.api.machine.Reply;
import org.quorate.api.machine.Request;
import org.quorate.api.model.Bytes;
import org.quorate.api.register.RegisterProtocol.Types;
import org.quorate.host.codec.MalformedException;
import org.quorate.host.codec.RecordCodec;

/**
 * Frames to bytes and back, and the protocol's messages inside them; CBOR throughout. A frame is
 * the pair of its record's name and the record, for example {@code ["Operate", {"epoch": ...}]}.
 * Thread-safe.
 */
public final class FrameCodec<Q extends Request, A extends Reply> {
  private final RecordCodec codec;
  private final Class<Q> requestType;
  private final Class<A> replyType;

  /**
   * A codec for the messages of {@code types}.
   *
   * @param frameBytesMax a longer frame is malformed
   */
  public FrameCodec(Types<?, Q, A, ?> types, int frameBytesMax) {
    this.codec = RecordCodec.cbor(frameBytesMax);
    this.requestType = types.request();
    this.replyType = types.reply();
  }

  public Bytes encode(ToReplica frame) {
    return codec.encode(ToReplica.class, frame);
  }

  public Bytes encode(ToClient frame) {
    return codec.encode(ToClient.class, frame);
  }

  public ToReplica decodeToReplica(Bytes frame) throws MalformedException {
    return codec.decode(ToReplica.class, frame);
  }

  public ToClient decodeToClient(Bytes frame) throws MalformedException {
    return codec.decode(ToClient.class, frame);
  }

  public Bytes encodeRequest(Q request) {
    return codec.encode(requestType, request);
  }

  public Q decodeRequest(Bytes encoded) throws MalformedException {
    return codec.decode(requestType, encoded);
  }

  public Bytes encodeReply(A reply) {
    return codec.encode(replyType, reply);
  }

  public A decodeReply(Bytes encoded) throws MalformedException {
    return codec.decode(replyType, encoded);
  }
}
